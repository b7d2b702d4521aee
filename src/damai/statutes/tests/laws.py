"""An invented law for the tests, laid out as the State Secretariat prints one. No word of it is from a statute."""

HEAD = """UNDANG-UNDANG REPUBLIK INDONESIA
NOMOR 99 TAHUN 2030
TENTANG
CONTOH
DENGAN RAHMAT TUHAN YANG MAHA ESA
Menimbang: a. bahwa contoh perlu diatur;
MEMUTUSKAN:
Menetapkan: UNDANG-UNDANG TENTANG CONTOH.
"""
BODY = """BAB I
KETENTUAN UMUM
Pasal 1
Dalam Undang-Undang ini yang dimaksud dengan:
1. Contoh adalah sesuatu yang penyeleng-
garaannya dicontohkan menurut peraturan perundang-
undangan.
2. Pihak adalah siapa pun.
- 2 -
PRESIDEN
REPUBLIK INDONESIA
BAB II
LARANGAN
Bagian Kesatu
Umum
Pasal 2
(1) Setiap pihak dilarang:
a. merusak contoh;
b. mengganggu:
1. siang; dan
2. malam; dan
c. menghina; dan d. menghasut.
(2) Larangan sebagaimana dimaksud pada ayat
(1) berlaku juga bagi pihak sebagaimana dimaksud dalam
Pasal 1
angka 2.
Pasal 3
Pihak yang merusak contoh dipidana dengan pidana kurungan.
Pasal 3A
Pihak yang diam tidak dipidana.
Pasal 4
Undang-Undang ini mulai berlaku pada tanggal diundangkan.
"""
TAIL = """Agar setiap orang mengetahuinya, memerintahkan pengundangan Undang-Undang ini.
Disahkan di Jakarta
LEMBARAN NEGARA REPUBLIK INDONESIA TAHUN 2030 NOMOR 1
PENJELASAN
ATAS
UNDANG-UNDANG REPUBLIK INDONESIA
NOMOR 99 TAHUN 2030
I. UMUM
Contoh diperlukan.
II. PASAL DEMI PASAL
Pasal 1
Cukup jelas.
Pasal 2
Ayat (1)
Huruf a
Merusak termasuk menyobek.
Huruf b
Angka 1
Siang adalah waktu terang.
Ayat (2)
Cukup jelas.
Ayat (9)
Ayat ini tidak ada.
Pasal 3
Cukup jelas.
TAMBAHAN LEMBARAN NEGARA REPUBLIK INDONESIA NOMOR 2
"""
LAW = HEAD + BODY + TAIL

AMENDING = """UNDANG-UNDANG REPUBLIK INDONESIA
NOMOR 5 TAHUN 2031
TENTANG
PERUBAHAN ATAS UNDANG-UNDANG NOMOR 99 TAHUN 2030 TENTANG CONTOH
MEMUTUSKAN:
Pasal I
Beberapa ketentuan dalam Undang-Undang Nomor 99 Tahun 2030 tentang Contoh diubah sebagai berikut:
1. Ketentuan Pasal 2 diubah sehingga berbunyi sebagai berikut:
Pasal 2
(1) Setiap pihak dilarang:
a. merusak atau menghilangkan contoh; dan
b. mengganggu.
2. Di antara Pasal 3A dan Pasal 4 disisipkan satu pasal, yakni Pasal 3B sehingga berbunyi sebagai berikut:
Pasal 3B
Pihak yang menyuruh dipidana sama.
3. Pasal 3A dihapus.
Pasal II
Undang-Undang ini mulai berlaku pada tanggal diundangkan.
Disahkan di Jakarta
PENJELASAN
ATAS
UNDANG-UNDANG REPUBLIK INDONESIA
I. UMUM
Perubahan diperlukan.
II. PASAL DEMI PASAL
Pasal I
Angka 1
Pasal 2
Ayat (1)
Huruf a
Menghilangkan termasuk menyembunyikan.
Angka 2
Pasal 3B
Cukup jelas.
Pasal II
Cukup jelas.
"""
