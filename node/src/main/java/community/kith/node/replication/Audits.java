package community.kith.node.replication;

import community.kith.base.name.PeerId;
import community.kith.community.placement.Input;
import community.kith.node.api.UnavailableException;
import community.kith.node.exchange.Proven;
import community.kith.node.exchange.ShardClient;
import community.kith.node.people.Acquaintance;
import community.kith.node.work.Together;
import community.kith.store.blob.Challenge;
import community.kith.store.blob.DamagedBlobException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Asks holders to prove that they have what they signed for: the hash of a random range of a shard must be what my own
/// copy says it is.
final class Audits {
    /// Bytes asked for in one proof.
    private static final int RANGE_BYTES = 4 * 1024;

    private static final int AT_ONCE = 4;
    /// Proofs asked for in one tick.
    private static final int PER_TICK = 64;
    private final Stripes stripes;
    private final Retractions retractions;
    private final Shelf shelf;
    private final Ranges ranges;
    private final Circle circle;
    private final Shards shards;
    private final ShardClient client;
    private final Repair repair;
    private final InstantSource clock;
    private final RandomGenerator entropy;
    private final Duration every;

    Audits(Repair.Looking looking, ShardClient client, Repair repair, Chance chance, Duration every) {
        this.stripes = looking.books().stripes();
        this.retractions = looking.books().retractions();
        this.shelf = looking.books().shelf();
        this.ranges = new Ranges(shelf.blobs());
        this.circle = looking.circle();
        this.shards = looking.shards();
        this.client = client;
        this.repair = repair;
        this.clock = chance.clock();
        this.entropy = chance.entropy();
        this.every = every;
    }

    /// Audits what is due, the longest unproven first. Who is away is not waited for, nor does it hold up the others.
    ///
    /// @return the stripes about which something was learned
    Set<StoredStripe> tick() throws IOException {
        Set<StoredStripe> touched = new LinkedHashSet<>();
        Instant now = clock.instant();
        Instant since = now.minus(every);
        List<PeerId> here = new ArrayList<>(circle.online());
        here.add(circle.me().peer());
        Collections.shuffle(here, Random.from(entropy));
        int left = PER_TICK;
        for (StoredStripe stripe : stripes.due(since, now, here, Math.ceilDiv(PER_TICK, here.size()))) {
            List<PlacedRow> due = stripes.placements(stripe).stream()
                    .filter(row ->
                            (row.proven().isBefore(since) || row.proven().isAfter(now)) && here.contains(row.holder()))
                    .toList();
            left -= due.size();
            if (audit(stripe, due) > 0) {
                touched.add(stripe);
            }
            if (left <= 0) {
                break;
            }
        }
        return touched;
    }

    /// Audits everything that a stripe has anywhere, now.
    void auditAll(StoredStripe stripe) throws IOException {
        audit(
                stripe,
                stripes.placements(stripe).stream()
                        .filter(row -> circle.isOnline(row.holder()))
                        .toList());
    }

    /// @return how many rows were proven or found missing
    private int audit(StoredStripe stripe, List<PlacedRow> rows) throws IOException {
        List<Question> questions = rows.stream()
                .map(row -> new Question(row, entropy.nextDouble(), nonce()))
                .toList();
        return (int) Together.map(questions, AT_ONCE, question -> audit(stripe, question)).stream()
                .filter(verdict -> verdict != Verdict.UNKNOWN)
                .count();
    }

    /// What is asked of a holder. Lots are drawn before questions go out side by side: entropy is for one thread.
    ///
    /// @param where how far into the shard, as a part of it
    @SuppressWarnings("ArrayRecordComponent") // asked, never compared
    private record Question(PlacedRow row, double where, byte[] nonce) {}

    private byte[] nonce() {
        byte[] nonce = new byte[Challenge.MIN_NONCE_BYTES];
        entropy.nextBytes(nonce);
        return nonce;
    }

    private enum Verdict {
        PROVEN,
        MISSING,
        UNKNOWN
    }

    private Verdict audit(StoredStripe stripe, Question question) throws IOException {
        PlacedRow row = question.row;
        Verdict verdict = row.holder().equals(circle.me().peer()) ? here(stripe, row) : there(stripe, question);
        switch (verdict) {
            case PROVEN -> stripes.proven(stripe, row, clock.instant());
            case MISSING -> {
                stripes.lost(stripe, row);
                if (!row.holder().equals(circle.me().peer())) {
                    // What it keeps is of no use, and takes up what it pledged.
                    retractions.retract(row.holder(), List.of(row.shard()));
                }
                repair.tell(new Input.ShardMissing(stripe.segment(), row.row(), row.holder()));
                String who = nameOf(row.holder());
                repair.tell(
                        stripe, name -> who + " no longer has a shard of " + name + "; disks fail, it is made anew");
            }
            case UNKNOWN -> {}
        }
        return verdict;
    }

    /// My own copy is read through, and what went bad is fetched or made anew.
    private Verdict here(StoredStripe stripe, PlacedRow row) throws IOException {
        try {
            if (shelf.blobs().verify(row.shard())) {
                return Verdict.PROVEN;
            }
        } catch (DamagedBlobException e) {
            repair.tell(stripe, name -> "a shard of " + name + " went bad on this disk");
        }
        try {
            shards.restore(
                    stripe.stripe(),
                    IntStream.range(0, stripe.stripe().k()).boxed().toList());
            repair.tell(stripe, name -> "restored a shard of " + name + " on this disk");
            return Verdict.PROVEN;
        } catch (UnavailableException e) {
            return Verdict.MISSING;
        }
    }

    private Verdict there(StoredStripe stripe, Question question) throws IOException {
        PlacedRow row = question.row;
        int sizeBytes = stripe.stripe().shardBytes();
        int length = Math.min(RANGE_BYTES, sizeBytes);
        int from = (int) (question.where * (sizeBytes - length + 1));
        Challenge challenge = new Challenge(from, length, question.nonce);
        Optional<byte[]> expected = ranges.answer(stripe.stripe(), row.row(), challenge);
        if (expected.isEmpty()) {
            return Verdict.UNKNOWN;
        }
        try {
            return switch (client.prove(row.holder(), row.shard(), challenge)) {
                case Proven.Shown shown -> shown.is(sizeBytes, expected.get()) ? Verdict.PROVEN : Verdict.MISSING;
                case Proven.Missing missing -> Verdict.MISSING;
                case Proven.Refused refused -> Verdict.UNKNOWN;
            };
        } catch (IOException e) {
            return Verdict.UNKNOWN;
        }
    }

    private String nameOf(PeerId holder) throws IOException {
        return holder.equals(circle.me().peer())
                ? circle.me().name()
                : circle.device(holder).map(Acquaintance::name).orElse(holder.toString());
    }
}
