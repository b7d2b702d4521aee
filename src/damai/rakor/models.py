"""What is stored: series, meetings, agenda, invitations, attendance, minutes with every version, decisions, addenda."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from damai.agencies.models import Agency, Member
from damai.seals.queries import opened


class Series(models.Model):
    """A run of meetings and events toward one end: rakor, declaration, follow-up, next rakor."""

    code = models.CharField(max_length=24, unique=True)  # RS-001
    title = models.CharField(max_length=200)
    purpose = models.TextField(blank=True)
    convener = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    election = models.CharField(max_length=40)
    is_over = models.BooleanField(default=False)

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "series"

    def __str__(self) -> str:
        return self.title


class Meeting(models.Model):
    """A coordination meeting, or an event of the series (a declaration)."""

    class Kind(models.TextChoices):
        """What it is."""

        RAKOR = "rakor", _("Rapat koordinasi")
        EVENT = "event", _("Kegiatan")

    class State(models.TextChoices):
        """From draft to sealed minutes."""

        DRAFT = "draft", _("Rancangan")
        INVITED = "invited", _("Undangan dikirim")
        MINUTES = "minutes", _("Notula ditulis")
        FINAL = "final", _("Notula final")
        CANCELLED = "cancelled", _("Dibatalkan")

    code = models.CharField(max_length=24, unique=True)  # R-00001
    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="meetings")
    kind = models.CharField(max_length=5, choices=Kind.choices)
    title = models.CharField(max_length=200)
    convener = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    basis = models.TextField(blank=True)  # dasar: letters, articles, one per line
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    venue = models.CharField(max_length=200, blank=True)
    link = models.URLField(max_length=300, blank=True)
    notes = models.TextField(blank=True)  # for the invitation: dress code, confirmation
    state = models.CharField(max_length=9, choices=State.choices, default=State.DRAFT)
    uid = models.CharField(max_length=80, unique=True)  # iCalendar
    sequence = models.PositiveIntegerField(default=0)  # iCalendar: raised with each change of what was sent
    told = models.PositiveIntegerField(default=0)  # the sequence of the last change that everyone invited must know
    chair_name = models.CharField(max_length=120, blank=True)  # pimpinan rapat: an official, printed on the papers
    chair_office = models.CharField(max_length=160, blank=True)
    secretary = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")  # notulis
    secretary_name = models.CharField(max_length=120, blank=True)
    door_hash = models.CharField(max_length=64, unique=True)  # SHA-256 of the token in the QR at the door
    sealed_door = models.BinaryField()  # the token itself, so that the poster can be printed again
    doors_open_at = models.DateTimeField(null=True)  # attendance is taken from …
    doors_close_at = models.DateTimeField(null=True)  # … until
    finalised_at = models.DateTimeField(null=True)
    minutes_sha256 = models.CharField(max_length=64, blank=True)
    dropped_drafts = models.JSONField(default=list)  # keys of drafted items that a person took off: not drafted again
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()  # what calendars show of it

    class Meta:
        ordering = ["-starts_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="rakor_ends_after_it_starts"),
            models.CheckConstraint(condition=~Q(state="final") | ~Q(minutes_sha256=""), name="rakor_final_has_a_digest"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def door_token(self) -> str:
        """What the QR at the door says."""
        return opened(self.sealed_door, about=f"rakor.meeting.door/{self.uid}")


class AgendaItem(models.Model):
    """One item: who leads it, how many minutes it has, and what it rests on."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="agenda")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    owner = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    minutes = models.PositiveSmallIntegerField(default=15)  # time box
    figures = models.JSONField(default=list)  # [{"words", "value", "of", "source", "on", "href"}], as drafted by the house
    drafted = models.BooleanField(default=False)  # written by the house, not yet by a person
    not_discussed = models.BooleanField(default=False)  # said on purpose, so that an empty note is no oversight
    key = models.CharField(max_length=60, blank=True)  # what the draft is about, so that drafting again changes and never doubles

    class Meta:
        ordering = ["meeting_id", "number"]
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="rakor_agenda_once")]

    def __str__(self) -> str:
        return f"{self.meeting_id}/{self.number}"


class Invitation(models.Model):
    """A person or an agency that is asked to come, with a personal link that answers without an account."""

    class Answer(models.TextChoices):
        """RSVP, in the words of iCalendar's PARTSTAT."""

        NONE = "none", _("Belum menjawab")
        YES = "yes", _("Akan hadir")
        DELEGATED = "delegated", _("Diwakilkan")
        NO = "no", _("Tidak dapat hadir")

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="invitations")
    number = models.PositiveSmallIntegerField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    organisation = models.CharField(max_length=160, blank=True)  # who has no agency in Damai: a party, an organisation
    sealed_name = models.BinaryField(default=bytes)
    office = models.CharField(max_length=160, blank=True)
    sealed_email = models.BinaryField(default=bytes)
    email_hash = models.CharField(max_length=64, blank=True)
    required = models.BooleanField(default=False)
    token_hash = models.CharField(max_length=64, unique=True)
    sealed_token = models.BinaryField(default=bytes)  # so that the link can stand in a later letter too
    sent_sequence = models.IntegerField(default=-1)  # the sequence of the last letter; -1: none yet
    letter_key = models.CharField(max_length=120, blank=True)  # outbox.Letter.key of the last letter
    letters = models.PositiveSmallIntegerField(default=0)  # how many were sent: part of the key
    answer = models.CharField(max_length=9, choices=Answer.choices, default=Answer.NONE)
    sealed_delegate = models.BinaryField(default=bytes)  # who comes instead
    answered_at = models.DateTimeField(null=True)
    is_off = models.BooleanField(default=False)  # taken off the list after it was sent: gets a cancellation

    class Meta:
        ordering = ["meeting_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="rakor_invitation_once"),
            models.UniqueConstraint(
                fields=["meeting", "email_hash"], condition=~Q(email_hash=""), name="rakor_one_letter_per_address"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id}/{self.number}"


class Attendance(models.Model):
    """That somebody was there. Sent twice (a second scan, an offline list sent again) it is one row."""

    class Way(models.TextChoices):
        """How it was noted."""

        DOOR = "door", _("Pindai kode di pintu")
        LINK = "link", _("Tautan pribadi")
        SECRETARY = "secretary", _("Dicatat notulis")

    class Sex(models.TextChoices):
        """As the list asks (L/P); may be left open."""

        L = "L", _("Laki-laki")
        P = "P", _("Perempuan")

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendance")
    client_id = models.UUIDField()  # made where it was noted; idempotent
    invitation = models.ForeignKey(Invitation, on_delete=models.PROTECT, null=True, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    organisation = models.CharField(max_length=160, blank=True)
    sealed_name = models.BinaryField()
    name_hash = models.CharField(max_length=64)  # keyed, of name and organisation: the same person scanning twice is noticed
    sex = models.CharField(max_length=1, choices=Sex.choices, blank=True)
    office = models.CharField(max_length=160, blank=True)
    sealed_contact = models.BinaryField(default=bytes)  # only if they wish
    way = models.CharField(max_length=9, choices=Way.choices)
    arrived_at = models.DateTimeField()  # as noted there
    recorded_at = models.DateTimeField()  # as it reached us
    by = models.CharField(max_length=20)
    is_void = models.BooleanField(default=False)  # entered by mistake; kept

    class Meta:
        ordering = ["meeting_id", "arrived_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "client_id"], name="rakor_attendance_once"),
            models.UniqueConstraint(
                fields=["meeting", "name_hash"], condition=Q(is_void=False), name="rakor_nobody_attends_twice"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.recorded_at}"


class Note(models.Model):
    """The text of one part of the minutes. Saving merges with what others saved meanwhile; nobody's words are lost."""

    class Part(models.TextChoices):
        """Which part."""

        OPENING = "opening", _("Pembukaan")
        DISCUSSION = "discussion", _("Pembahasan")
        CLOSING = "closing", _("Penutup")

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="notes_taken")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, null=True, related_name="+")  # null: opening and closing
    part = models.CharField(max_length=10, choices=Part.choices)
    version = models.PositiveIntegerField(default=0)
    words = models.TextField(blank=True)

    class Meta:
        ordering = ["meeting_id", "item_id", "part"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "item", "part"], name="rakor_note_once"),
            models.UniqueConstraint(fields=["meeting", "part"], condition=Q(item=None), name="rakor_note_without_item_once"),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.part}"


class NoteVersion(models.Model):
    """Every version of a note that was saved, as it was sent and as it was merged."""

    note = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="versions")
    version = models.PositiveIntegerField()
    base = models.PositiveIntegerField()  # the version the writer had before them
    client = models.CharField(max_length=36, blank=True)  # the open page it came from: what it sent last is what it goes on from
    sent = models.TextField(blank=True)
    merged = models.TextField(blank=True)
    clashed = models.BooleanField(default=False)  # both wrote the same lines: both are kept, and the page says so
    at = models.DateTimeField()
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["note_id", "version"]
        constraints = [models.UniqueConstraint(fields=["note", "version"], name="rakor_note_version_once")]

    def __str__(self) -> str:
        return f"{self.note_id} v{self.version}"


class Presence(models.Model):
    """Who is writing where at this moment; it lapses by itself."""

    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="present")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    until = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note", "member"], name="rakor_present_once")]

    def __str__(self) -> str:
        return f"{self.note_id} {self.member_id}"


class Decision(models.Model):
    """What was decided on one item. It becomes a commitment when the minutes are final; without owner and date it cannot."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="decisions")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="decisions")
    number = models.PositiveSmallIntegerField()  # within the meeting
    words = models.TextField()
    owner = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    due_on = models.DateField(null=True)
    indicator = models.CharField(max_length=300, blank=True)
    unit = models.CharField(max_length=40, blank=True)
    direction = models.CharField(max_length=8, blank=True)
    target = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    figure = models.SlugField(max_length=40, blank=True)  # a figure that the house counts by itself (rules.figures)
    is_public = models.BooleanField(default=False)
    is_struck = models.BooleanField(default=False)  # taken back before the minutes were final; its number stays taken
    commitment = models.CharField(max_length=24, blank=True)  # its code, once final
    version = models.PositiveIntegerField(default=1)  # raised with each change: who saves over another's change is told
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    written_tasks: "list[Task]"  # filled by queries.minutes.decisions_of

    class Meta:
        ordering = ["meeting_id", "number"]
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="rakor_decision_once")]

    def __str__(self) -> str:
        return f"{self.meeting_id}/{self.number}"


class Task(models.Model):
    """An action item as it is written during the meeting; it becomes a `commitments.ActionItem` when the minutes are final."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="tasks")
    number = models.PositiveSmallIntegerField()
    words = models.TextField()
    output = models.CharField(max_length=200, blank=True)
    owner = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    supporting = models.ManyToManyField(Agency, blank=True, related_name="+")
    indicator = models.CharField(max_length=300, blank=True)
    target = models.CharField(max_length=200, blank=True)
    starts_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    is_struck = models.BooleanField(default=False)
    action_item = models.CharField(max_length=24, blank=True)  # its code, once final
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["decision_id", "number"]
        constraints = [models.UniqueConstraint(fields=["decision", "number"], name="rakor_task_once")]

    def __str__(self) -> str:
        return f"{self.decision_id}/{self.number}"


class Addendum(models.Model):
    """A later change to final minutes: added, never written over."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="addenda")
    number = models.PositiveSmallIntegerField()
    words = models.TextField()
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["meeting_id", "number"]
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="rakor_addendum_once")]

    def __str__(self) -> str:
        return f"{self.meeting_id}/{self.number}"


class Feed(models.Model):
    """A calendar that a program subscribes to, of an agency or of a person; the address is the secret."""

    token_hash = models.CharField(max_length=64, unique=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="+")
    made_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    is_closed = models.BooleanField(default=False)
    sha256 = models.CharField(max_length=64, blank=True)  # of what was served last …
    changed_at = models.DateTimeField(null=True)  # … and since when it is so

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(agency=None) & Q(member__isnull=False)) | (Q(member=None) & Q(agency__isnull=False)),
                name="rakor_feed_of_one",
            )
        ]

    def __str__(self) -> str:
        return f"{self.agency_id or self.member_id}"
