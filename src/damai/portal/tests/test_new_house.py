"""A house into which nothing was loaded yet."""


def test_the_first_page_of_a_house_without_a_calendar_or_areas_is_there(client, db):
    assert client.get("/").status_code == 200
