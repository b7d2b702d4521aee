"""Letters leave once, through a real mail server, whatever it answers and whoever is killed meanwhile."""

import logging
import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings as house
from django.db import connection, transaction

from damai.chores.actions import SCHEDULE, enqueue, real_now, run_one
from damai.ledger.actions import ensure_log
from damai.ledger.models import Entry
from damai.ledger.queries import entries_about, telling
from damai.ledger.queries import forget as forget_the_clock
from damai.outbox import actions, queries, tasks
from damai.outbox.models import Enclosure, Letter, State
from damai.outbox.rules import LEASE, TRIES, File, pause_after

from .servers import certificate, nobodys_port, post_office
from .test_letters import write

ADDRESS = "rini@contoh.id"


def time_passes() -> None:
    """The next try of every waiting letter is due."""
    Letter.objects.filter(state=State.WAITING).update(not_before=real_now() - timedelta(seconds=1))


@pytest.mark.django_db
def test_a_letter_as_the_server_sees_it(settings):
    settings.MAIL_RETURN = "kembali@pemilu.example.id"
    settings.DEFAULT_FROM_EMAIL = "Damai Jakarta Pusat <damai@pemilu.example.id>"
    letter = write(
        subject="Undangan: rapat “damai”", text="Baris satu\n.\nBaris “tiga”", files=[File("a.pdf", "application/pdf", b"%PDF")]
    )
    with post_office(settings) as office:
        assert actions.deliver_due() == 1
    [taken] = office.taken
    assert taken.returns_to == f"kembali+{letter.token}@pemilu.example.id" and taken.to == ADDRESS
    assert taken.raw.isascii()
    message = taken.message
    assert message["From"] == "Damai Jakarta Pusat <damai@pemilu.example.id>" and message["To"] == ADDRESS
    assert message["Subject"] == "Undangan: rapat “damai”"
    assert message["Message-ID"] == f"<damai.{letter.token}@pemilu.example.id>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_body().get_content().splitlines() == ["Baris satu", ".", "Baris “tiga”"]
    assert [part.get_content() for part in message.iter_attachments()] == [b"%PDF"]
    letter.refresh_from_db()
    assert (letter.state, letter.tries, letter.trouble) == (State.SENT, 1, "")


@pytest.mark.django_db
def test_without_a_return_address_of_its_own_it_returns_to_the_sender(settings):
    settings.DEFAULT_FROM_EMAIL = "Damai <damai@pemilu.example.id>"
    write()
    with post_office(settings) as office:
        actions.deliver_due()
    assert office.taken[0].returns_to == "damai@pemilu.example.id"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "answers, state, trouble",
    [
        ({"rcpt": "550 5.1.1 <rini@contoh.id> no such user"}, State.FAILED, "5.1.1"),
        ({"rcpt": "550 no such user"}, State.FAILED, "550"),
        ({"rcpt": "550 4.9.9 a code that contradicts the answer"}, State.FAILED, "550"),
        ({"end": "554 5.7.1 rini@contoh.id looks like spam"}, State.FAILED, "5.7.1"),
        ({"data": "552 5.3.4 too large"}, State.FAILED, "5.3.4"),
        ({"rcpt": "450 4.2.0 greylisted, rini@contoh.id"}, State.WAITING, "4.2.0"),
        ({"end": "451 4.3.0 disk full"}, State.WAITING, "4.3.0"),
        ({"rcpt": "421 4.7.0 go away"}, State.WAITING, "421"),
        # Said to the house: nothing that the letter could do about it, so it waits until the operator has.
        ({"greeting": "554 no mail here"}, State.WAITING, "house-554"),
        ({"mail": "550 5.7.1 relaying denied"}, State.WAITING, "house-550"),
    ],
)
def test_what_the_server_answers_decides(settings, caplog, answers, state, trouble):
    caplog.set_level(logging.DEBUG)
    letter = write()
    with post_office(settings, answers=answers) as office:
        assert actions.deliver_due() == 0
        assert office.taken == []
        letter.refresh_from_db()
        assert (letter.state, letter.trouble) == (state, trouble)
        assert (letter.done_at is None) == (state == State.WAITING)
        assert [entry.name for entry in Entry.objects.all()] == (["LetterFailed"] if state == State.FAILED else [])
        assert queries.troubles()[0].status == trouble
        office.answers.clear()
        time_passes()
        assert actions.deliver_due() == (1 if state == State.WAITING else 0)
    assert "rini" not in caplog.text


@pytest.mark.django_db
def test_a_letter_is_tried_again_less_and_less_often_and_then_has_failed(settings):
    letter = write()
    pauses = []
    with post_office(settings, answers={"rcpt": "451 4.3.2 later"}):
        for _ in range(TRIES):
            assert actions.deliver_due() == 0
            letter.refresh_from_db()
            pauses.append(letter.not_before - real_now())
            assert actions.deliver_due() == 0 and letter.tries == len(pauses)  # nothing happens before its time
            time_passes()
        assert actions.deliver_due() == 0
    letter.refresh_from_db()
    assert (letter.state, letter.tries, letter.trouble) == (State.FAILED, TRIES, "4.3.2")
    assert all(abs(pause - pause_after(number)) < timedelta(seconds=9) for number, pause in enumerate(pauses[:-1], 1))
    assert sum((pause_after(number) for number in range(1, TRIES)), timedelta()) > timedelta(days=1)
    assert [entry.name for entry in Entry.objects.all()] == ["LetterFailed"]


@pytest.mark.django_db
def test_a_server_that_is_not_there_costs_one_letter_a_try_and_the_others_none(settings):
    letters = [write(f"R-00001/{number}") for number in range(5)]
    with post_office(settings) as office:
        settings.EMAIL_PORT = nobodys_port()
        assert actions.deliver_due() == 0
        assert sorted(Letter.objects.values_list("tries", flat=True)) == [0, 0, 0, 0, 1]
        assert queries.letter(letters[0].key).trouble == "unreachable"
        settings.EMAIL_PORT = office.port
        assert actions.deliver_due() == 4
        time_passes()
        assert actions.deliver_due() == 1
    assert len(office.taken) == 5


@pytest.mark.django_db
def test_a_server_that_hangs_up_after_a_few_letters_gets_the_rest_on_a_new_line(settings):
    for number in range(5):
        write(f"R-00001/{number}")
    with post_office(settings, letters_per_line=2) as office:
        assert actions.deliver_due() == 5
    assert len(office.taken) == 5 and len({each.message["Message-ID"] for each in office.taken}) == 5
    assert set(Letter.objects.values_list("tries", flat=True)) == {1}


@pytest.mark.django_db
def test_one_address_that_is_refused_holds_up_no_other(settings):
    for number in range(3):
        write(f"R-00001/{number}")
    with post_office(settings, answers={"rcpt": ["550 5.1.1 no", "450 4.2.1 later"]}) as office:
        assert actions.deliver_due() == 1
    assert [letter.state for letter in queries.letters_about("R-00001")] == [State.FAILED, State.WAITING, State.SENT]
    assert len(office.taken) == 1


@pytest.mark.django_db
def test_the_line_is_secret_and_the_password_is_asked_for(settings, tmp_path, monkeypatch):
    letter = write()
    path = certificate(tmp_path)
    with post_office(settings, certificate=path, login=("damai", "r@hasia")) as office:
        assert actions.deliver_due() == 0  # nobody vouches for this certificate
        assert queries.letter(letter.key).trouble == "tls" and not any("AUTH" in line for line in office.lines)
        monkeypatch.setenv("SSL_CERT_FILE", str(path))
        office.answers["auth"] = "535 5.7.8 wrong"
        time_passes()
        assert actions.deliver_due() == 0
        assert queries.letter(letter.key).trouble == "sign-in"
        office.answers.clear()
        time_passes()
        assert actions.deliver_due() == 1
        office.certificate = None  # a server that offers no TLS any more gets nothing in the clear
        write("R-00001/2")
        assert actions.deliver_due() == 0
    assert queries.letter("R-00001/2").trouble == "tls" and len(office.taken) == 1


@pytest.mark.django_db
def test_killed_between_taken_and_written_down_it_goes_once_more_under_the_same_message_id(settings, monkeypatch):
    letter = write()
    with post_office(settings) as office:
        with monkeypatch.context() as killed:  # the process ends here: nothing after the server's answer is done
            killed.setattr("damai.outbox.actions.delivering._taken", lambda _: (_ for _ in ()).throw(KeyboardInterrupt))
            with pytest.raises(KeyboardInterrupt):
                actions.deliver_due()
        assert len(office.taken) == 1
        assert actions.deliver_due() == 0  # it is leased to the dead for ten minutes
        letter.refresh_from_db()
        assert timedelta(0) < letter.not_before - real_now() <= LEASE
        time_passes()
        assert actions.deliver_due() == 1
    assert len({each.message["Message-ID"] for each in office.taken}) == 1 and len(office.taken) == 2
    assert Entry.objects.filter(name="LetterSent").count() == 1


@pytest.mark.django_db
def test_a_letter_that_kills_its_worker_at_every_try_has_failed_in_the_end(settings):
    letter = write()
    Letter.objects.update(tries=TRIES)
    with post_office(settings) as office:
        assert actions.deliver_due() == 0 and office.taken == []
    letter.refresh_from_db()
    assert (letter.state, letter.trouble) == (State.FAILED, "killed")


@pytest.mark.django_db
def test_a_letter_cancelled_while_it_is_handed_over_is_what_it_is_sent(settings):
    letter = write()
    with post_office(settings, answers={"end": ["451 4.3.0 later"]}) as office:
        actions.deliver_due()
        actions.cancel(letter.key)
        time_passes()
        assert actions.deliver_due() == 0 and office.taken == []
        other = write("R-00001/2")
        claimed = actions.delivering._claim(set(), None)
        assert actions.cancel(other.key)
        carriers = actions.delivering.Carriers()
        assert actions.delivering._deliver(claimed, carriers)
        carriers.close()
    assert queries.state_of([letter.key, other.key]) == {letter.key: State.CANCELLED, other.key: State.SENT}


@pytest.mark.django_db
def test_a_worker_that_was_too_slow_does_not_undo_what_another_has_done(settings):
    letter = write()
    slow = actions.delivering._claim(set(), None)
    time_passes()
    with post_office(settings):
        assert actions.deliver_due() == 1
        actions.delivering._not_taken(slow, actions.delivering.Refusal("unreachable", for_good=True))
        actions.delivering._taken(slow)
    letter.refresh_from_db()
    assert letter.state == State.SENT and Entry.objects.count() == 1


@pytest.mark.django_db
def test_a_letter_that_cannot_be_opened_waits_for_its_key_and_holds_up_no_other(settings, caplog):
    letter = write()
    settings.SEALING_KEY, key = bytes(32), settings.SEALING_KEY
    write("R-00001/2")
    with post_office(settings) as office:
        assert actions.deliver_due() == 1
        assert queries.letter(letter.key).trouble == "sealed" and "DAMAI_SEALING_KEY" in caplog.text
        settings.SEALING_KEYS_RETIRED = [key]
        time_passes()
        assert actions.deliver_due() == 1
    assert len(office.taken) == 2


@pytest.mark.django_db(transaction=True)
def test_many_workers_at_once_send_each_letter_once(settings):
    for number in range(40):
        write(f"R-00001/{number}")
    counts = []

    def work() -> None:
        try:
            counts.append(actions.deliver_due())
        finally:
            connection.close()

    with post_office(settings, pause=0.005) as office:
        workers = [threading.Thread(target=work) for _ in range(4)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
    assert sum(counts) == 40
    assert len(office.taken) == 40 and len({each.message["Message-ID"] for each in office.taken}) == 40
    assert set(Letter.objects.values_list("state", "tries")) == {(State.SENT, 1)}
    assert Entry.objects.filter(name="LetterSent").count() == 40


@pytest.mark.django_db(transaction=True)
def test_it_is_handed_over_outside_of_any_transaction(settings):
    letter = write()
    seen = []

    def look() -> None:
        """What another connection sees, and can write, while the server has the letter and has not answered."""
        letter = Letter.objects.get()
        seen.append((letter.tries, letter.state))
        Letter.objects.filter(id=letter.id).update(purpose="seen")
        connection.close()

    with post_office(settings, on_taken=look) as office:
        with pytest.raises(RuntimeError), transaction.atomic():
            actions.deliver_due()
        assert office.taken == []
        assert actions.deliver_due() == 1
    assert seen == [(1, State.WAITING)]
    letter.refresh_from_db()
    assert (letter.purpose, letter.state) == ("seen", State.SENT)


@pytest.mark.django_db(transaction=True)
def test_the_worker_delivers_beside_its_other_work(settings):
    write()
    with post_office(settings, pause=1.0) as office:
        began = datetime.now(UTC)
        tasks.deliver()
        tasks.deliver()  # the next beat comes while the first is still at it
        assert datetime.now(UTC) - began < timedelta(seconds=0.5)
        for thread in threading.enumerate():
            if thread.name == "outbox":
                thread.join(10)
    assert len(office.taken) == 1
    assert Letter.objects.get().state == State.SENT


@pytest.mark.django_db
def test_in_a_demo_nothing_leaves_the_house_and_a_letter_leaves_when_it_was_written(settings, tmp_path):
    ensure_log(is_demo=True)
    forget_the_clock()
    settings.HOME, settings.SMS_URL = tmp_path, ""
    told = datetime(2023, 10, 9, 8, 0, tzinfo=UTC)
    with post_office(settings) as office:
        with telling(told):
            letter = write()
            actions.send_sms(to="0812 3456 7890", text="Kode 1234", key="T-1", about="T-1", purpose="code")
        assert actions.deliver_due() == 2
    assert office.taken == [] and house.EMAIL_HOST == "127.0.0.1"
    [file] = (tmp_path / "mails").iterdir()
    assert b"Date: Mon, 09 Oct 2023 08:00:00" in file.read_bytes()
    assert len(list((tmp_path / "sms").iterdir())) == 1
    letter.refresh_from_db()
    assert letter.done_at == told and {entry.at for entry in Entry.objects.all()} == {told}


@pytest.mark.django_db
def test_thirty_days_later_the_words_are_gone_and_what_became_of_them_stays(settings):
    old = write(files=[File("a.pdf", "application/pdf", b"%PDF")])
    waiting, fresh = write("R-00001/2", not_before=real_now() + timedelta(days=90)), write("R-00001/3")
    with post_office(settings):
        actions.deliver_due()
    Letter.objects.filter(id=old.id).update(done_at=real_now() - timedelta(days=30, minutes=1))
    assert actions.forget_old() == 1
    assert actions.forget_old() == 0
    for letter in (old, waiting, fresh):
        letter.refresh_from_db()
    assert (bytes(old.sealed_to), bytes(old.sealed_content), old.to_hash) == (b"", b"", "")
    assert (old.state, old.about, old.purpose, old.tries) == (State.SENT, "R-00001", "invitation", 1)
    assert not Enclosure.objects.exists()
    assert queries.content_of(fresh).to == queries.content_of(waiting).to == ADDRESS


@pytest.mark.django_db
def test_what_happened_to_a_letter_is_said_in_words_and_names_nobody(settings):
    queries.name_purposes({"lantern": "undangan lentera"})
    write(purpose="lantern")
    write("R-00001/2", purpose="unnamed")
    with post_office(settings, answers={"rcpt": ["250 ok", "550 5.1.1 rini@contoh.id"]}):
        actions.deliver_due()
    assert [told.sentence for told in entries_about("R-00001")] == [
        "Surat undangan lentera tentang R-00001 terkirim lewat Surel",
        "Surat unnamed tentang R-00001 lewat Surel gagal dikirim: 5.1.1",
    ]


@pytest.mark.django_db(transaction=True)
def test_the_nightly_chore_forgets(settings):
    letter = write()
    actions.cancel(letter.key)
    Letter.objects.update(done_at=real_now() - timedelta(days=31))
    enqueue(tasks.forget)
    assert run_one("w") and not run_one("w")
    letter.refresh_from_db()
    assert (bytes(letter.sealed_to), letter.to_hash, letter.state) == (b"", "", State.CANCELLED)
    assert tasks.forget in [work for _, work in SCHEDULE]
