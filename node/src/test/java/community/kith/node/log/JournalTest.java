package community.kith.node.log;

import static community.kith.base.check.Property.forAll;
import static org.assertj.core.api.Assertions.assertThat;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.PeerId;
import community.kith.community.fact.BondDissolved;
import community.kith.community.fact.BondMade;
import community.kith.community.fact.BranchSettled;
import community.kith.community.fact.DeviceDelegated;
import community.kith.community.fact.DeviceRenamed;
import community.kith.community.fact.DeviceRevoked;
import community.kith.community.fact.Fact;
import community.kith.community.identity.BranchChoice;
import community.kith.community.identity.Delegation;
import community.kith.community.identity.Revocation;
import community.kith.node.ledger.Ledger;
import community.kith.sync.log.Entry;
import community.kith.sync.log.LogId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    private static final Instant NOW = Writing.NOW;
    private static final Room ROOM = new Room(1000, 2000);

    private final Writing ada = new Writing(1);
    private final Writing ben = new Writing(2);
    private final Writing mallory = new Writing(3);

    @TempDir
    private Path folder;

    private static Journal open(Ledger ledger, SigningKey device) throws IOException {
        return Journal.open(ledger.database(), device, ROOM, () -> NOW);
    }

    @Test
    void whatIsSaidGoesOnAfterARestart() throws IOException {
        Path file = folder.resolve("ledger.db");
        for (int start = 1; start <= 3; start++) {
            try (Ledger ledger = Ledger.open(file)) {
                Journal journal = open(ledger, ada.laptop.key());
                journal.positionKnown();
                journal.begin(ada.laptop.delegation());
                journal.say(new DeviceRenamed(ada.laptop.peer(), "start " + start));

                assertThat(journal.mine().position()).isEqualTo(1 + start);
                assertThat(journal.devices().of(ada.did()))
                        .singleElement()
                        .satisfies(known -> assertThat(known.name()).startsWith("start"));
                assertThat(journal.check()).isEmpty();
            }
        }
    }

    @Test
    void aRestoredBackupAsksHowFarItsLogGoesBeforeItWritesOn() throws IOException {
        Path file = folder.resolve("ledger.db");
        Path backup = folder.resolve("backup.db");
        try (Ledger others = Ledger.inMemory()) {
            Journal friend = open(others, ben.laptop.key());
            try (Ledger ledger = Ledger.open(file)) {
                Journal journal = open(ledger, ada.laptop.key());
                journal.listen(friend::take);
                journal.positionKnown();
                journal.begin(ada.laptop.delegation());
                ledger.database().query("PRAGMA wal_checkpoint(TRUNCATE)", row -> row.number("busy"));
                Files.copy(file, backup);
                journal.say(new DeviceRenamed(ada.laptop.peer(), "after the backup"));
                assertThat(journal.mine().position()).isEqualTo(2);
            }
            try (Ledger ledger = Ledger.open(backup)) {
                Journal journal = open(ledger, ada.laptop.key());
                journal.say(new DeviceRenamed(ada.laptop.peer(), "restored"));
                assertThat(journal.mine().position()).isEqualTo(1);
                assertThat(journal.waiting()).isEqualTo(1);

                journal.take(friend.entries().from(LogId.of(ada.laptop.peer()), 1, 100));
                journal.positionKnown();

                assertThat(journal.mine().position()).isEqualTo(3);
                assertThat(journal.mine().isForked()).isFalse();
                assertThat(journal.waiting()).isZero();
            }
        }
    }

    @Test
    void aForkedOwnLogWaitsForItsOwnersWordAndGoesOnAfterTheChosenBranch() throws IOException {
        try (Ledger ledger = Ledger.inMemory()) {
            Journal journal = open(ledger, ada.laptop.key());
            journal.positionKnown();
            journal.begin(ada.laptop.delegation());
            Entry first = journal.entries().at(LogId.of(ada.laptop.peer()), 1).getFirst();
            journal.say(new DeviceRenamed(ada.laptop.peer(), "here"));
            Entry thief = ada.laptop.after(first, new DeviceRenamed(ada.laptop.peer(), "there"));
            journal.take(List.of(thief));
            assertThat(journal.mine().isForked()).isTrue();
            journal.say(new DeviceRenamed(ada.laptop.peer(), "meanwhile"));
            assertThat(journal.waiting()).isEqualTo(1);
            assertThat(journal.devices().of(ada.did()).getFirst().name()).isEqualTo("laptop 1");

            Entry here = journal.entries().at(LogId.of(ada.laptop.peer()), 2).stream()
                    .filter(entry -> !entry.equals(thief))
                    .findFirst()
                    .orElseThrow();
            Entry word = ada.phone.after(
                    ada.phone.first(),
                    new BranchSettled(BranchChoice.issue(ada.passport, ada.laptop.peer(), here.id(), NOW)));
            journal.take(List.of(ada.phone.first(), word));
            journal.positionKnown();

            assertThat(journal.waiting()).isZero();
            assertThat(journal.devices()
                            .of(ada.did(), ada.laptop.peer())
                            .orElseThrow()
                            .name())
                    .isEqualTo("meanwhile");
            assertThat(journal.entries().at(LogId.of(ada.laptop.peer()), 2)).hasSize(2);
        }
    }

    @Test
    void noFriendFillsThisDisk() throws IOException {
        try (Ledger ledger = Ledger.inMemory()) {
            Journal journal = Journal.open(ledger.database(), ada.laptop.key(), new Room(20, 30), () -> NOW);
            List<Entry> flood = ben.laptop.chatter(50);

            journal.take(flood.subList(0, 10));
            journal.take(flood.subList(10, 50));
            journal.take(ben.phone.chatter(5));
            journal.take(ben.phone.chatter(50));

            assertThat(journal.entries().state(LogId.of(ben.laptop.peer())).entries())
                    .isEqualTo(20);
            assertThat(journal.isFull(LogId.of(ben.laptop.peer()))).isTrue();
            assertThat(journal.entries().state(LogId.of(ben.phone.peer())).entries())
                    .isLessThanOrEqualTo(20);
            assertThat(ledger.database().number("SELECT count(*) FROM log_entry"))
                    .isLessThanOrEqualTo(30);
        }
    }

    @Test
    void aRevokedDevicesLogEndsWhereItsPassportSaysWhateverItWroteAndWhenever() throws IOException {
        try (Ledger ledger = Ledger.inMemory()) {
            Journal journal = open(ledger, ben.laptop.key());
            List<Entry> stolen = new ArrayList<>(List.of(ada.laptop.first()));
            stolen.add(ada.laptop.after(stolen.getLast(), new DeviceRenamed(ada.laptop.peer(), "mine")));
            stolen.add(ada.laptop.after(stolen.getLast(), new DeviceRenamed(ada.laptop.peer(), "thief's")));
            Revocation revocation = Revocation.issue(ada.passport, ada.laptop.peer(), 2, NOW);
            Entry word = ada.phone.after(ada.phone.first(), new DeviceRevoked(revocation));
            journal.take(stolen);
            assertThat(name(journal)).isEqualTo("thief's");

            journal.take(List.of(ada.phone.first(), word));

            assertThat(name(journal)).isEqualTo("mine");
            Entry more = ada.laptop.after(stolen.getLast(), new DeviceRenamed(ada.laptop.peer(), "still here"));
            assertThat(journal.take(List.of(more))).isEmpty();
            assertThat(journal.shown().state(LogId.of(ada.laptop.peer())).position())
                    .isEqualTo(2);
        }
    }

    private String name(Journal journal) {
        return journal.devices().of(ada.did(), ada.laptop.peer()).orElseThrow().name();
    }

    @Test
    void aRevocationCountsAtOnceEvenFromADeviceWhoseClockIsAYearAhead() throws IOException {
        try (Ledger ledger = Ledger.inMemory()) {
            Journal journal = open(ledger, ben.laptop.key());
            Instant nextYear = NOW.plus(Duration.ofDays(365));
            Revocation revocation = Revocation.issue(ada.passport, ada.laptop.peer(), 1, nextYear);
            Entry first = ada.phone.at(nextYear, Optional.empty(), new DeviceDelegated(ada.phone.delegation()));

            journal.take(List.of(ada.laptop.first(), first));
            journal.take(List.of(ada.phone.at(nextYear, Optional.of(first), new DeviceRevoked(revocation))));

            assertThat(journal.verdicts().revocation(ada.did(), ada.laptop.peer()))
                    .isPresent();
            assertThat(journal.rulings().ends()).containsEntry(LogId.of(ada.laptop.peer()), 1L);
        }
    }

    /// A story of three people: devices, a bond made and ended, a fork, a revocation.
    private List<Entry> story() {
        List<Entry> story = new ArrayList<>();
        var bond = ada.bondWith(ben);
        List<Entry> laptop = new ArrayList<>(List.of(ada.laptop.first()));
        laptop.add(ada.laptop.after(laptop.getLast(), new DeviceDelegated(ada.phone.delegation())));
        laptop.add(ada.laptop.after(laptop.getLast(), new BondMade(bond)));
        laptop.add(ada.laptop.after(laptop.getLast(), new DeviceRenamed(ada.phone.peer(), "pocket")));
        story.addAll(laptop);
        story.add(ada.laptop.after(laptop.get(1), new DeviceRenamed(ada.phone.peer(), "of the fork")));
        Entry bens = ben.laptop.after(ben.laptop.first(), new BondMade(bond));
        story.addAll(List.of(ben.laptop.first(), bens, ben.laptop.after(bens, new BondDissolved(bond.id()))));
        Entry phone = ada.phone.after(
                ada.phone.first(),
                new BranchSettled(BranchChoice.issue(
                        ada.passport, ada.laptop.peer(), laptop.get(2).id(), NOW)));
        story.addAll(List.of(
                ada.phone.first(),
                phone,
                ada.phone.after(phone, new DeviceRevoked(Revocation.issue(ada.passport, ada.laptop.peer(), 3, NOW)))));
        story.add(mallory.laptop.first());
        story.add(mallory.laptop.after(
                mallory.laptop.first(),
                new DeviceRevoked(Revocation.issue(mallory.passport, ben.laptop.peer(), 0, NOW))));
        return story;
    }

    @Test
    void anyOrderOfAnySubsetShowsTheSameAndMakingItAgainComesToTheSameBytes() {
        List<Entry> story = story();
        forAll(
                12,
                random -> subset(story, random),
                entries -> assertThat(contents(entries, 1))
                        .isEqualTo(contents(entries, 1 + entries.size() / 2))
                        .isEqualTo(contents(entries, entries.size() + 1)));
    }

    private static List<Entry> subset(List<Entry> story, RandomGenerator random) {
        List<Entry> some = new ArrayList<>(story);
        Collections.shuffle(some, new Random(random.nextLong()));
        return some.subList(0, random.nextInt(story.size() + 1));
    }

    /// What comes of taking entries so many at a time, in this order or, many at once, in the other.
    private List<String> contents(List<Entry> entries, int atOnce) {
        List<Entry> order = atOnce == 1 ? entries : entries.reversed();
        try (Ledger ledger = Ledger.inMemory()) {
            Journal journal = open(ledger, ben.phone.key());
            for (int i = 0; i < order.size(); i += atOnce) {
                journal.take(order.subList(i, Math.min(order.size(), i + atOnce)));
            }
            assertThat(journal.check()).isEmpty();
            return journal.contents().stream().map(HexFormat.of()::formatHex).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whatever Mallory signs with every key she has, in whatever order: nobody else's device, bond or log changes.
    @Test
    void noSequenceOfValidEntriesLetsANonMemberGainARight() {
        List<Entry> good = story().subList(0, 4);
        forAll(20, this::attack, attack -> {
            try (Ledger ledger = Ledger.inMemory()) {
                Journal journal = open(ledger, ben.phone.key());
                List<Entry> all = new ArrayList<>(attack);
                all.addAll(good);
                journal.take(all);

                assertThat(journal.devices().of(ada.did()).stream().map(DevicesView.Known::peer))
                        .containsExactlyInAnyOrder(ada.laptop.peer(), ada.phone.peer());
                assertThat(journal.devices()
                                .of(ada.did(), ada.phone.peer())
                                .orElseThrow()
                                .name())
                        .isEqualTo("pocket");
                assertThat(journal.rulings().ends().keySet())
                        .doesNotContain(LogId.of(ada.laptop.peer()), LogId.of(ada.phone.peer()));
                assertThat(journal.rulings().settlements())
                        .noneMatch(settled -> settled.log().equals(LogId.of(ada.laptop.peer())));
                assertThat(journal.bonds().current())
                        .filteredOn(bond -> bond.otherThan(ada.did()).isPresent())
                        .containsExactly(ada.bondWith(ben));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private List<Entry> attack(RandomGenerator random) {
        List<Entry> attack = new ArrayList<>();
        Optional<Entry> last = Optional.empty();
        int length = random.nextInt(1, 8);
        for (int i = 0; i < length; i++) {
            Entry next = mallory.laptop.at(NOW.plusSeconds(random.nextInt(-100_000, 500)), last, evil(random));
            last = Optional.of(next);
            attack.add(next);
        }
        return attack;
    }

    private Fact evil(RandomGenerator random) {
        PeerId target = random.nextBoolean() ? ada.phone.peer() : ada.laptop.peer();
        var anEntry = ada.laptop.first().id();
        return switch (random.nextInt(7)) {
            case 0 -> new DeviceDelegated(Delegation.issue(mallory.passport, target, "mine now", NOW));
            case 1 -> new DeviceRevoked(Revocation.issue(mallory.passport, target, random.nextInt(3), NOW));
            case 2 -> new BranchSettled(BranchChoice.issue(mallory.passport, target, anEntry, NOW));
            case 3 -> new DeviceRenamed(target, "mine now");
            case 4 -> new BondDissolved(ada.bondWith(ben).id());
            case 5 -> new DeviceDelegated(mallory.laptop.delegation());
            default -> new BondMade(ada.bondWith(ben));
        };
    }

    @Test
    void aBondThatAStolenDeviceSignedCountsOnlyIfItsOwnPeopleToldOfIt() throws IOException {
        try (Ledger ledger = Ledger.inMemory()) {
            Journal journal = open(ledger, ben.phone.key());
            var forged = ada.bondWith(mallory);
            journal.take(List.of(
                    mallory.laptop.first(), mallory.laptop.after(mallory.laptop.first(), new BondMade(forged))));
            assertThat(journal.bonds().current()).containsExactly(forged);

            Revocation revocation = Revocation.issue(ada.passport, ada.laptop.peer(), 1, NOW);
            journal.take(List.of(
                    ada.laptop.first(),
                    ada.phone.first(),
                    ada.phone.after(ada.phone.first(), new DeviceRevoked(revocation))));

            assertThat(journal.bonds().current()).isEmpty();
        }
    }
}
