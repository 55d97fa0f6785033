"""Nobody meets a word that is not theirs, on any address, and everybody meets what is theirs somewhere."""

from tests.canary.cast_of_readers import STANDINGS
from tests.canary.expecting import expected


def test_quick(world, seeds):
    import time
    from tests.canary.crawling import Crawl, Tally
    print(len(world.words.facts), "words", {k: len(v) for k, v in seeds.items()}, sum(map(len, seeds.values())))
    import os
    for name in os.environ.get('WHO','').split() or STANDINGS:
        t=time.time()
        tally=Tally()
        crawl = Crawl(world.browser(name), world.words, tally)
        met = crawl.go(a for l in seeds.values() for a in l)
        print(crawl.slow.most_common(12))
        exp = expected(STANDINGS[name], world.words.facts)
        print(name, round(time.time()-t,1), len(tally.addresses), tally.responses, tally.forms)
        from collections import Counter
        leaks = met.keys() - exp
        print("  LEAK", len(leaks), "MISS", len(exp - met.keys()), "of", len(exp))
        seen=Counter()
        for w in leaks:
            k=(world.words.facts[w].field, world.words.facts[w].reach, world.words.facts[w].scene.split()[1])
            seen[k]+=1
            if seen[k]<2: print("   ", world.words.facts[w], met[w])
        print("   miss", Counter((world.words.facts[w].field, world.words.facts[w].reach.name, world.words.facts[w].scene) for w in exp-met.keys()).most_common(1000) if name in ("secretary","public","member") else "")
