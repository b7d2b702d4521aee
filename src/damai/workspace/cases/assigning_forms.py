"""Who is named, who is out, and why: members by their codes, reasons from a list."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from damai.agencies.actions import Member
from damai.cases.queries import Recusal

from ..forms import choices_of


class MemberForm(forms.Form):
    """One of these members."""

    def __init__(self, *args: Any, members: Sequence[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._members = {each.code: each for each in members}
        self.fields["member"].choices = [("", "–"), *((code, f"{each} {code}") for code, each in self._members.items())]  # type: ignore[attr-defined]

    def chosen(self) -> Member:
        """The member who was picked."""
        return self._members[self.cleaned_data["member"]]


class ChooseForm(MemberForm):
    """Who handles it from now on."""

    member = forms.ChoiceField(label=_("Penangan"))


class RecuseForm(forms.Form):
    """Why somebody is out of a case."""

    reason = forms.ChoiceField(label=_("Alasan mundur"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = choices_of(Recusal, "reason")  # type: ignore[attr-defined]


class RecuseOtherForm(MemberForm):
    """Who is out of a case, and why."""

    member = forms.ChoiceField(label=_("Anggota"))
    reason = forms.ChoiceField(label=_("Alasan"))

    def __init__(self, *args: Any, members: Sequence[Member], **kwargs: Any) -> None:
        super().__init__(*args, members=members, **kwargs)
        self.fields["reason"].choices = choices_of(Recusal, "reason")  # type: ignore[attr-defined]
