"""The meetings desk: series, meetings, invitations, attendance, minutes, and the convener's first page."""

from django.urls import URLPattern, path

from . import attendance, calendars, decisions, final, home, inviting, meetings, minutes, papers

urlpatterns: list[URLPattern] = [
    *home.urlpatterns,
    # calendars
    path("kalender/", calendars.calendars, name="calendars"),
    path("kalender/<int:number>/tutup/", calendars.calendar_close, name="calendar_close"),
    # series
    path("rangkaian/baru/", meetings.series_new, name="series_new"),
    path("rangkaian/<str:code>/", meetings.series, name="series"),
    path("rangkaian/<str:code>/ubah/", meetings.series_edit, name="series_edit"),
    path("rangkaian/<str:code>/rapat-baru/", meetings.meeting_new, name="meeting_new"),
    # one meeting
    path("<str:code>/", meetings.meeting, name="meeting"),
    path("<str:code>/ubah/", meetings.meeting_edit, name="meeting_edit"),
    path("<str:code>/batal/", meetings.cancel, name="meeting_cancel"),
    path("<str:code>/agenda/", meetings.item_add, name="item_add"),
    path("<str:code>/agenda/<int:number>/", meetings.item_change, name="item_change"),
    # invitations
    path("<str:code>/undangan/", inviting.guests, name="guests"),
    path("<str:code>/undangan/tambah/", inviting.guest_add, name="guest_add"),
    path("<str:code>/undangan/tempel/", inviting.guests_paste, name="guests_paste"),
    path("<str:code>/undangan/kirim/", inviting.guests_send, name="guests_send"),
    path("<str:code>/undangan/<int:number>/", inviting.guest_change, name="guest_change"),
    # attendance
    path("<str:code>/hadir/", attendance.attendance, name="attendance"),
    path("<str:code>/hadir/catat/", attendance.attendance_note, name="attendance_note"),
    path("<str:code>/hadir/kirim/", attendance.attendance_send, name="attendance_send"),
    path("<str:code>/hadir/pekerja.js", attendance.attendance_worker, name="attendance_worker"),
    path("<str:code>/hadir/cetak/", attendance.printed, name="attendance_print"),
    path("<str:code>/hadir/pintu/", attendance.set_doors, name="attendance_doors"),
    path("<str:code>/hadir/kontak/", attendance.attendance_contacts, name="attendance_contacts"),
    path("<str:code>/hadir/poster/", attendance.poster, name="poster"),
    path("<str:code>/hadir/<uuid:client_id>/coret/", attendance.attendance_void, name="attendance_void"),
    # minutes, decisions, papers: each lists its own doors
    *minutes.urlpatterns,
    *decisions.urlpatterns,
    *final.urlpatterns,
    *papers.urlpatterns,
]
