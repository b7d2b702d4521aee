"""What a meeting needs decided without touching anything: invitations, iCalendar, quorum, merging, figures; pure."""
