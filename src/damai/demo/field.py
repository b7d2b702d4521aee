"""A field supervisor's phone in the story: asks for the form list, then sends filled forms as ODK Collect does."""

import re
import uuid
from dataclasses import dataclass
from xml.sax.saxutils import escape

from damai.agencies.queries import Member
from damai.intake.actions import link_device
from damai.intake.channels.odk.access import BASE
from damai.intake.channels.odk.digest import REALM

from .pictures import evidence
from .story import Event
from .visitor import DoorClosed, Visitor

KINDS = {
    "money_politics": "politik_uang",
    "voter_intimidation": "intimidasi",
    "official_intimidation": "intimidasi",
    "violence_event": "kekerasan",
    "incitement": "kekerasan",
    "state_neutrality": "netralitas",
    "polling_irregularity": "pemungutan",
    "hoax_election": "hoaks",
    "black_campaign": "hoaks",
}


@dataclass
class Phone:
    """One phone, linked to one member."""

    address: str
    path: str
    version: str = ""

    def send(self, event: Event) -> None:
        """Fill the form and send it; DoorClosed unless the server says that it has it."""
        visitor = Visitor(self.address, event.sent_at)
        if not self.version:
            listing = visitor.get(f"{self.path}/formList")
            found = re.search(r"<formID>laporan_kejadian</formID>.*?<version>([^<]+)</version>", listing.text, re.S)
            if found is None:
                raise DoorClosed("Formulir laporan kejadian tidak ada dalam daftar")
            self.version = found[1]
        photo = f"{event.number}.jpg" if event.number % 3 == 0 else ""
        xml = self._filled(event, photo)
        files = [("xml_submission_file", "laporan.xml", "text/xml", xml.encode())]
        if photo:
            files.append((photo, photo, "image/jpeg", evidence(event)))
        answer = visitor.post_with_files(f"{self.path}/submission", {}, files)
        if answer.status not in {201, 202}:
            raise DoorClosed(f"OpenRosa menjawab {answer.status}: {answer.text[:200]}")

    def _filled(self, event: Event, photo: str) -> str:
        kind = KINDS.get(event.line.category, "kampanye" if event.line.category.startswith("campaign") else "lainnya")
        district = event.area.rpartition(".")[0]
        tps = f"<tps>{event.tps}</tps>" if event.tps else "<tps/>"
        name = uuid.uuid5(uuid.NAMESPACE_URL, f"damai-demo-{event.number}")
        return (
            f'<?xml version="1.0"?><data id="laporan_kejadian" version="{self.version}">'
            f"<start>{event.known_at.isoformat()}</start><end>{event.sent_at.isoformat()}</end><deviceid>collect:demo</deviceid>"
            f"<jenis>{kind}</jenis><uraian>{escape(event.text)}</uraian><waktu>{event.happened_at.isoformat(timespec='milliseconds')}</waktu>"
            f"<diketahui>{event.known_at.date().isoformat()}</diketahui><tempat><kecamatan>{district}</kecamatan>"
            f"<kelurahan>{event.area}</kelurahan>{tps}<patokan>{escape(event.spot)}</patokan><titik/></tempat>"
            f"<bukti><foto>{photo}</foto><video/><suara/><keterangan/></bukti>"
            f"<kontak/><meta><instanceID>uuid:{name}</instanceID></meta></data>"
        )


def phone_for(username: str, address: str) -> Phone:
    """Link a new phone for a member, as `damai odk link` does."""
    new = link_device(Member.objects.get(username=username), realm=REALM, by="damai")
    return Phone(address, f"{BASE}{new.token}")
