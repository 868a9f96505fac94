package community.kith.bench.log;

import community.kith.base.bytes.FieldReader;
import community.kith.base.bytes.Ipld;
import community.kith.base.crypto.SigningKey;
import community.kith.sync.log.Entry;
import community.kith.sync.log.EntryType;
import community.kith.sync.log.EntryTypes;
import community.kith.sync.log.Step;
import community.kith.sync.log.View;
import java.net.ProtocolException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/// People whose devices write, and what is made of it. The same one each time.
final class Village {
    private static final Instant BEGUN = Instant.parse("2026-01-01T00:00:00Z");

    /// Something lent to somebody.
    record Lent(long to, long hours) {}

    static final EntryTypes<Lent> TYPES = new EntryTypes<>(List.of(new LentType()));

    private Village() {}

    private static final class LentType implements EntryType<Lent> {
        @Override
        public String name() {
            return "lent";
        }

        @Override
        public Lent read(Ipld.Fields body) throws ProtocolException {
            FieldReader fields = new FieldReader(body, "lent");
            Lent lent = new Lent(fields.integer("to", 0, 1_000_000), fields.integer("hours", 0, 1_000_000));
            fields.text("what", 100);
            fields.end();
            return lent;
        }
    }

    /// Who was lent how much.
    static final class Ledger implements View<Lent> {
        final SortedMap<Long, Long> hours = new TreeMap<>();

        @Override
        public void clear() {
            hours.clear();
        }

        @Override
        public void apply(Step<Lent> step) {
            hours.merge(step.fact().to(), step.fact().hours(), Long::sum);
        }
    }

    static List<List<Entry>> writes(int people, int entries) throws InterruptedException {
        return Batches.of(people, person -> log(person, entries));
    }

    private static List<Entry> log(int person, int entries) {
        List<Entry> log = new ArrayList<>(entries);
        write(person, entries, log::add);
        return log;
    }

    static void write(int person, int entries, Consumer<Entry> to) {
        SigningKey key = key(person);
        Entry last = Entry.first(key, 1L + person, BEGUN, "lent", body(person, 0));
        to.accept(last);
        for (int i = 1; i < entries; i++) {
            long tick = 1 + (long) i * 300 + person;
            last = last.next(key, tick, BEGUN.plus(Duration.ofMinutes(tick)), "lent", body(person, i));
            to.accept(last);
        }
    }

    private static Ipld.Fields body(int person, int index) {
        return Ipld.fields()
                .put("to", (person * 31L + index) % 300)
                .put("hours", index % 48)
                .put("what", "the long ladder, and a hand with it")
                .build();
    }

    static SigningKey key(int person) {
        byte[] seed = new byte[SigningKey.SEED_BYTES];
        Arrays.fill(seed, (byte) person);
        seed[0] = (byte) (person >> 8);
        return SigningKey.fromSeed(seed);
    }
}
