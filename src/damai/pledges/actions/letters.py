"""Letters to citizens: the link to confirm, the certificate, and that they have signed already."""

from django.conf import settings
from django.utils.translation import gettext as _

from damai.outbox.actions import send_email, send_sms

from ..models import Declaration, Signature


def address(path: str) -> str:
    """A page's whole address."""
    return f"{settings.BASE_URL}{path}"


def confirm_path(token: str) -> str:
    """The page on which a citizen confirms."""
    return f"/deklarasi/konfirmasi/{token}/"


def own_path(link: str) -> str:
    """The page of one's own signature."""
    return f"/deklarasi/milik/{link}/"


def hall_path(token: str) -> str:
    """The page on which somebody signs in the hall."""
    return f"/deklarasi/tanda-tangan/{token}/"


def send_confirmation(declaration: Declaration, signature: Signature, *, to: str, way: str, token: str, name: str) -> None:
    """The link with which the holder of the contact confirms."""
    link = address(confirm_path(token))
    if way == "sms":
        text = _('Damai: buka %(link)s untuk menandatangani "%(title)s". Bukan Anda? Abaikan.')
        words = text % {"link": link, "title": declaration.title[:60]}
    else:
        words = _(
            "Seseorang, semoga Anda sendiri, ingin menandatangani “%(title)s” dengan alamat ini atas nama %(name)s.\n\n"
            "Buka tautan ini untuk membaca naskahnya dan menandatangani:\n%(link)s\n\n"
            "Tautan berlaku 7 hari. Bila bukan Anda, abaikan surat ini: tanpa konfirmasi tidak ada yang ditandatangani, dan "
            "alamat Anda dihapus setelah 7 hari."
        ) % {"title": declaration.title, "name": name, "link": link}
    subject = _("Konfirmasi tanda tangan Anda")
    _send(signature, way=way, to=to, subject=subject, words=words, purpose="pledge-confirm", key=f"{signature.letters}")


def send_thanks(declaration: Declaration, signature: Signature, *, to: str, link: str) -> None:
    """After signing: the way to certificate, proof and withdrawing. By e-mail only; on a telephone the page shows it."""
    words = _(
        "Terima kasih. Tanda tangan Anda %(code)s di bawah “%(title)s” tercatat.\n\n"
        "Sertifikat, bukti di buku besar, dan cara menarik tanda tangan ada di halaman Anda sendiri:\n%(link)s\n\n"
        "Simpan surat ini: hanya tautan itu yang membuka halaman Anda."
    ) % {"code": signature.code, "title": declaration.title, "link": address(own_path(link))}
    subject = _("Tanda tangan Anda tercatat")
    _send(signature, way="email", to=to, subject=subject, words=words, purpose="pledge-signed", key="0")


def send_already(declaration: Declaration, signature: Signature, *, to: str, way: str, link: str) -> None:
    """To somebody who has signed already: nobody signs twice, and only they learn it."""
    own = address(own_path(link))
    if way == "sms":
        words = _('Damai: Anda sudah menandatangani "%(title)s". Halaman Anda: %(link)s')
        words %= {"title": declaration.title[:60], "link": own}
    else:
        words = _(
            "Seseorang, mungkin Anda sendiri, ingin menandatangani “%(title)s” dengan alamat ini. Anda sudah menandatanganinya, "
            "jadi tidak ada yang berubah.\n\nSertifikat dan cara menarik tanda tangan:\n%(link)s"
        ) % {"title": declaration.title, "link": own}
    subject = _("Anda sudah menandatangani")
    key = f"{signature.letters_on}/{signature.letters}"
    _send(signature, way=way, to=to, subject=subject, words=words, purpose="pledge-already", key=key)


def _send(signature: Signature, *, way: str, to: str, subject: str, words: str, purpose: str, key: str) -> None:
    key = f"pledges/{signature.code}/{purpose}/{signature.letters_on}/{key}"
    if way == "sms":
        send_sms(to=to, text=words, key=key, about=signature.code, purpose=purpose)
    else:
        send_email(to=to, subject=subject, text=words, key=key, about=signature.code, purpose=purpose)
