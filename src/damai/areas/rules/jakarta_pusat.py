"""Central Jakarta as it voted on 14 February 2024: its 44 kelurahan, their polling stations, a point and a tile for each.

Codes and names: the Ministry of Home Affairs' decree. Polling stations: KPU's figures for 2024, 3,109 regular ones, numbered
from 1 in each kelurahan, and 20 special ones, numbered from 901 (one in Kenari, nineteen in Rawasari); 3,129 in all. The point
lies inside the kelurahan. Column and row are our own arrangement, found by simulated annealing over the distance to where each
kelurahan lies, its true neighbours and their direction, and the unity of each kecamatan; README.md says how good it is.
"""

from dataclasses import dataclass

from .tiles import Cell, Placed, TileMap, drawn

JAKARTA_PUSAT = "31.71"
ELECTION = "pemilu-2024"
FIRST_SPECIAL = 901


@dataclass(frozen=True, kw_only=True)
class Kelurahan:
    """One kelurahan: code, name, label for a hexagon, stations, a point inside it (degrees), and its hexagon's place."""

    code: str
    name: str
    short: str
    regular: int
    special: int
    latitude: float
    longitude: float
    col: int
    row: int

    @property
    def stations(self) -> list[int]:
        """The numbers of its polling stations, regular ones first."""
        return [*range(1, self.regular + 1), *range(FIRST_SPECIAL, FIRST_SPECIAL + self.special)]


def _row(*values: str | int | float) -> Kelurahan:
    return Kelurahan(**dict(zip(Kelurahan.__dataclass_fields__, values, strict=True)))  # type: ignore[arg-type]


# fmt: off
KELURAHAN = (
    # code, name, label, regular, special, latitude, longitude, column, row
    # Gambir
    _row("31.71.01.1001", "Gambir", "Gambir", 10, 0, -6.17531, 106.82644, 3, 4),
    _row("31.71.01.1002", "Cideng", "Cideng", 54, 0, -6.17560, 106.80954, 1, 4),
    _row("31.71.01.1003", "Petojo Utara", "Petojo\nUtara", 62, 0, -6.16324, 106.81524, 1, 3),
    _row("31.71.01.1004", "Petojo Selatan", "Petojo\nSelatan", 46, 0, -6.17393, 106.81638, 2, 4),
    _row("31.71.01.1005", "Kebon Kelapa", "Kebon\nKelapa", 36, 0, -6.16324, 106.82443, 2, 3),
    _row("31.71.01.1006", "Duri Pulo", "Duri\nPulo", 68, 0, -6.16314, 106.80479, 0, 3),
    # Sawah Besar
    _row("31.71.02.1001", "Pasar Baru", "Pasar\nBaru", 44, 0, -6.16739, 106.83493, 3, 3),
    _row("31.71.02.1002", "Karang Anyar", "Karang\nAnyar", 87, 0, -6.15533, 106.82937, 2, 2),
    _row("31.71.02.1003", "Kartini", "Kartini", 77, 0, -6.15496, 106.83368, 3, 2),
    _row("31.71.02.1004", "Gunung Sahari Utara", "G. Sahari\nUtara", 58, 0, -6.15038, 106.83814, 3, 1),
    _row("31.71.02.1005", "Mangga Dua Selatan", "Mangga\nDua Sel.", 97, 0, -6.14359, 106.82899, 2, 1),
    # Kemayoran
    _row("31.71.03.1001", "Kemayoran", "Kemayoran", 71, 0, -6.16480, 106.84471, 4, 3),
    _row("31.71.03.1002", "Kebon Kosong", "Kebon\nKosong", 103, 0, -6.15897, 106.85374, 5, 2),
    _row("31.71.03.1003", "Harapan Mulia", "Harapan\nMulia", 76, 0, -6.17035, 106.85572, 6, 4),
    _row("31.71.03.1004", "Serdang", "Serdang", 100, 0, -6.15883, 106.86111, 6, 2),
    _row("31.71.03.1005", "Gunung Sahari Selatan", "G. Sahari\nSelatan", 65, 0, -6.16118, 106.84249, 4, 2),
    _row("31.71.03.1006", "Cempaka Baru", "Cempaka\nBaru", 109, 0, -6.16799, 106.86531, 6, 3),
    _row("31.71.03.1007", "Sumur Batu", "Sumur\nBatu", 77, 0, -6.16301, 106.87004, 7, 3),
    _row("31.71.03.1008", "Utan Panjang", "Utan\nPanjang", 100, 0, -6.16472, 106.85497, 5, 3),
    # Senen
    _row("31.71.04.1001", "Senen", "Senen", 23, 0, -6.17505, 106.84113, 4, 4),
    _row("31.71.04.1002", "Kenari", "Kenari", 33, 1, -6.19301, 106.84661, 4, 6),
    _row("31.71.04.1003", "Paseban", "Paseban", 83, 0, -6.19286, 106.85227, 5, 6),
    _row("31.71.04.1004", "Kramat", "Kramat", 100, 0, -6.18181, 106.84524, 4, 5),
    _row("31.71.04.1005", "Kwitang", "Kwitang", 53, 0, -6.18267, 106.83987, 3, 5),
    _row("31.71.04.1006", "Bungur", "Bungur", 62, 0, -6.17305, 106.84825, 5, 4),
    # Cempaka Putih
    _row("31.71.05.1001", "Cempaka Putih Timur", "Cp. Putih\nTimur", 80, 0, -6.17960, 106.87129, 8, 4),
    _row("31.71.05.1002", "Cempaka Putih Barat", "Cp. Putih\nBarat", 121, 0, -6.17902, 106.86271, 7, 5),
    _row("31.71.05.1003", "Rawasari", "Rawasari", 72, 19, -6.19058, 106.86654, 7, 6),
    # Menteng
    _row("31.71.06.1001", "Menteng", "Menteng", 85, 0, -6.20158, 106.83322, 2, 7),
    _row("31.71.06.1002", "Pegangsaan", "Pegangsaan", 79, 0, -6.20124, 106.84706, 3, 7),
    _row("31.71.06.1003", "Cikini", "Cikini", 30, 0, -6.19198, 106.84066, 3, 6),
    _row("31.71.06.1004", "Gondangdia", "Gondangdia", 13, 0, -6.19261, 106.82888, 2, 6),
    _row("31.71.06.1005", "Kebon Sirih", "Kebon\nSirih", 41, 0, -6.18513, 106.82961, 2, 5),
    # Tanah Abang
    _row("31.71.07.1001", "Gelora", "Gelora", 11, 0, -6.21489, 106.80264, 0, 8),
    _row("31.71.07.1002", "Bendungan Hilir", "Bend.\nHilir", 76, 0, -6.20946, 106.80882, 1, 8),
    _row("31.71.07.1003", "Karet Tengsin", "Karet\nTengsin", 70, 0, -6.20664, 106.81658, 2, 8),
    _row("31.71.07.1004", "Petamburan", "Petamburan", 115, 0, -6.19619, 106.80719, 0, 7),
    _row("31.71.07.1005", "Kebon Melati", "Kebon\nMelati", 109, 0, -6.19626, 106.81559, 1, 7),
    _row("31.71.07.1006", "Kebon Kacang", "Kebon\nKacang", 76, 0, -6.18999, 106.81606, 1, 6),
    _row("31.71.07.1007", "Kampung Bali", "Kampung\nBali", 41, 0, -6.18605, 106.81650, 1, 5),
    # Johar Baru
    _row("31.71.08.1001", "Johar Baru", "Johar\nBaru", 129, 0, -6.18630, 106.85731, 6, 6),
    _row("31.71.08.1002", "Kampung Rawa", "Kampung\nRawa", 71, 0, -6.17934, 106.85558, 6, 5),
    _row("31.71.08.1003", "Galur", "Galur", 62, 0, -6.17589, 106.85512, 7, 4),
    _row("31.71.08.1004", "Tanah Tinggi", "Tanah\nTinggi", 134, 0, -6.18303, 106.85009, 5, 5),
)
# fmt: on


def tile_map() -> TileMap:
    """The tile map of Central Jakarta, by our own design."""
    return TILE_MAP


TILE_MAP = drawn([Placed(code=k.code, name=k.name, short=k.short, cell=Cell(col=k.col, row=k.row)) for k in KELURAHAN])
