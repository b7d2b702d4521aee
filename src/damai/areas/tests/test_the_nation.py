"""The whole nation is loaded, and a name is found in it in a moment. One story, because loading takes some seconds."""

import time
from collections import Counter

import pytest

from damai.areas import actions, queries
from damai.areas.models import Area, Kind, Level


def best(text):
    return queries.find(text)[0].area


@pytest.mark.django_db
def test_the_nation_is_whole_and_searched_in_a_moment():
    result = actions.load_hierarchy()
    assert result.areas == 91_599
    assert queries.totals().areas == {"province": 38, "regency": 514, "district": 7_285, "village": 83_762}
    kinds = Counter(Area.objects.values_list("kind", flat=True))
    assert (kinds["kabupaten"], kinds["kota"]) == (416, 98)
    assert (kinds["kelurahan"], kinds["desa"] + kinds["desa adat"]) == (8_496, 75_266)
    assert set(kinds) == set(Kind.values)
    assert not Area.objects.exclude(level=Level.PROVINCE).filter(parent=None).exists()

    assert best("kebon kacang").code == "31.71.07.1006"
    assert best("kec. tanah abang, jakpus").code == "31.71.07"
    assert best("gambir, kab. banyuwangi").code.startswith("35.10.")
    assert best("menteng").level == Level.DISTRICT  # the larger of several that are called so
    assert (best("kota bandung").kind, best("kabupaten bandung").kind) == (Kind.CITY, Kind.REGENCY)
    assert best("bandung barat").code == "32.17"
    assert best("prov. papua pegunungan").code == "95"
    assert queries.find("qqqqqqqq") == []
    questions = ["tn abang", "mentng", "kel. kebon sirih, kec. menteng", "sukamaju", "TPS 012 Petojo Utara"]
    junk = ["a b c " * 500, "a,b," * 200, "kel jaya " * 50]  # takes no longer
    began = time.perf_counter()
    for question in [*questions, *junk]:
        queries.find(question)
    each = (time.perf_counter() - began) / len([*questions, *junk])
    assert each < 0.5  # measured: 6 to 35 ms; a busy machine gets ten times that
