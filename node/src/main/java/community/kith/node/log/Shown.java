package community.kith.node.log;

import community.kith.base.bytes.DagCbor;
import community.kith.community.fact.Fact;
import community.kith.community.identity.Moments;
import community.kith.sync.log.Entries;
import community.kith.sync.log.Entry;
import community.kith.sync.log.Replay;
import community.kith.sync.log.Rulings;
import community.kith.sync.log.Step;
import community.kith.sync.log.View;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/// All views of the logs: first the verdicts, of whatever date and standing, then, by their rulings, the others. Used
/// within transactions of the ledger only.
final class Shown {
    /// Verdicts count at once, also those of a device whose clock is a year ahead.
    private static final Instant ALWAYS = Instant.ofEpochSecond(Moments.MAX_SECONDS);

    private final Entries entries;
    private final Verdicts verdicts;
    private final List<FactView> views;
    private final Replay<Fact> first;
    private final Replay<Fact> then;
    private Rulings rulings = Rulings.NONE;
    private boolean stale = true;

    Shown(Entries entries, Verdicts verdicts, List<FactView> views) {
        this.entries = entries;
        this.verdicts = verdicts;
        this.views = List.copyOf(views);
        this.first = new Replay<>(Fact.TYPES, verdicts);
        this.then = new Replay<>(Fact.TYPES, new All());
    }

    Rulings rulings() {
        return rulings;
    }

    /// Says that what is in memory may be of a transaction that was undone.
    void forget() {
        stale = true;
    }

    void rebuild(Instant now) {
        first.rebuild(entries, Rulings.NONE, ALWAYS);
        rulings = verdicts.rulings();
        then.rebuild(entries, rulings, now);
        stale = false;
    }

    void update(Collection<Entry> news, Instant now) {
        if (stale) {
            rebuild(now);
            return;
        }
        first.update(entries, news, Rulings.NONE, ALWAYS);
        rulings = verdicts.rulings();
        then.update(entries, news, rulings, now);
    }

    List<byte[]> contents() {
        return all().map(view -> DagCbor.encode(view.content())).toList();
    }

    List<String> differing(List<byte[]> before) {
        List<byte[]> now = contents();
        List<FactView> named = all().toList();
        List<String> differing = new ArrayList<>();
        for (int i = 0; i < now.size(); i++) {
            if (!Arrays.equals(now.get(i), before.get(i))) {
                differing.add(named.get(i).name());
            }
        }
        return differing;
    }

    private Stream<FactView> all() {
        return Stream.concat(Stream.of(verdicts), views.stream());
    }

    /// Hands each step to one view after the other.
    private final class All implements View<Fact> {
        @Override
        public void clear() {
            views.forEach(FactView::clear);
        }

        @Override
        public void apply(Step<Fact> step) {
            views.forEach(view -> view.apply(step));
        }
    }
}
