package community.kith.sim.scenario;

import community.kith.node.api.FileInfo;
import community.kith.node.api.NotFoundException;
import community.kith.node.api.Progress;
import community.kith.node.api.PutRequest;
import community.kith.node.api.PutSource;
import community.kith.node.api.RefusedException;
import community.kith.node.api.Tier;
import community.kith.node.api.UnavailableException;
import community.kith.sim.invariant.Disks;
import community.kith.sim.world.Deposit;
import community.kith.sim.world.Resident;
import community.kith.sim.world.Traffic;
import community.kith.sim.world.World;
import community.kith.store.file.ContentReader;
import community.kith.store.manifest.Link;
import community.kith.store.manifest.Root;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/// What people do with files during the month: they put them, keep some of each other's, and read each other's. For one
/// thread.
final class Files {
    private static final int SMALLEST = 1_000;
    private static final int LARGEST = 200_000;
    private static final Duration LATER = Duration.ofHours(2);

    private final Plan plan;
    private final World world;
    private final Traffic traffic;
    private final Life life;
    private final RandomGenerator reading;
    private long bytes;
    private int acknowledgedAtOnce;
    private int reads;
    private int readsThatFailed;
    private int outOfReach;

    Files(Plan plan, World world, Traffic traffic, Life life) {
        this.plan = plan;
        this.world = world;
        this.traffic = traffic;
        this.life = life;
        this.reading = plan.seed().chance("reading", 0);
    }

    /// Enters what will be done with files into the agenda.
    void begin() {
        for (int number = 0; number < plan.load().files(); number++) {
            int file = number;
            RandomGenerator chance = plan.seed().chance("file", file);
            Resident owner = world.residents().get(chance.nextInt(plan.residents()));
            int minutes = chance.nextInt((int)
                    Duration.ofDays(Math.min(plan.days(), Plan.DAYS_OF_PUTS)).toMinutes());
            world.after(Duration.ofMinutes(minutes), () -> put(file, owner, chance));
        }
        int everyMinutes = (int) Duration.ofDays(1).toMinutes() / plan.load().readsPerDay();
        for (int read = 1; read < plan.load().readsPerDay() * plan.days(); read++) {
            world.after(Duration.ofMinutes((long) read * everyMinutes), this::readSomething);
        }
    }

    private void put(int number, Resident owner, RandomGenerator chance) throws IOException {
        if (!owner.isAwake()) {
            if (owner.isAlive()) {
                world.after(LATER, () -> put(number, owner, chance));
            }
            return;
        }
        byte[] content = content(chance);
        life.look(owner);
        boolean durable = true;
        String link;
        try {
            link = owner.node()
                    .put(request(number), streamed(content), Progress.NONE)
                    .link();
        } catch (UnavailableException e) {
            durable = false;
            link = e.link();
        }
        life.note(
                "puts file " + number + (durable ? ", durable" : ""), owner, traffic.settle(Traffic.Cause.PUT, owner));
        Deposit deposit = deposit(number, owner, Link.parse(link), content);
        life.deposits().add(deposit);
        bytes += content.length;
        if (durable) {
            acknowledgedAtOnce++;
            deposit.acknowledge();
        }
        if (chance.nextDouble() < plan.load().keptPart()) {
            Resident friend = owner.friends().get(chance.nextInt(owner.friends().size()));
            world.after(LATER, () -> keep(deposit, friend));
        }
    }

    private static Deposit deposit(int number, Resident owner, Link link, byte[] content) throws IOException {
        byte[] root = owner.disk().blobs().read(link.manifest(), Root.MAX_BYTES).orElseThrow();
        var manifest = ContentReader.open(link, root, (segment, needed) -> {
            throw new IOException("a small file's manifest needs no index");
        });
        return new Deposit(number, owner, link, manifest, content);
    }

    /// Sizes are such that each power of two is as frequent as the next.
    private static byte[] content(RandomGenerator chance) {
        double size = SMALLEST * Math.pow((double) LARGEST / SMALLEST, chance.nextDouble());
        byte[] content = new byte[(int) size];
        chance.nextBytes(content);
        return content;
    }

    private void keep(Deposit deposit, Resident friend) throws IOException {
        if (!friend.isAlive() || !deposit.owner().isAlive()) {
            return;
        }
        if (!friend.isAwake() || !deposit.owner().isAwake()) {
            world.after(LATER, () -> keep(deposit, friend));
            return;
        }
        life.look(friend);
        try {
            FileInfo kept = friend.node().pin(deposit.link().toString(), Progress.NONE);
            deposit.keptBy(friend);
            life.note("keeps " + deposit + ", " + kept.tier(), friend, traffic.settle(Traffic.Cause.PUT, friend));
        } catch (UnavailableException e) {
            traffic.settle(Traffic.Cause.PUT, friend);
            world.after(LATER, () -> keep(deposit, friend));
        }
    }

    /// A friend who is awake reads a file; and whoever sees everything looks whether it could be read without its
    /// owner's
    /// laptop.
    private void readSomething() throws IOException {
        List<Deposit> candidates = life.deposits().stream()
                .filter(Deposit::isAcknowledged)
                .filter(deposit -> deposit.owner().isAlive())
                .filter(deposit -> deposit.owner().friends().stream().anyMatch(Resident::isAwake))
                .toList();
        if (candidates.isEmpty()) {
            return;
        }
        Deposit deposit = candidates.get(reading.nextInt(candidates.size()));
        List<Resident> friends =
                deposit.owner().friends().stream().filter(Resident::isAwake).toList();
        Resident reader = friends.get(reading.nextInt(friends.size()));
        life.look(reader);
        boolean read = isReadBy(reader, deposit);
        boolean reachable = new Disks(deposit.owner().friends()).couldGiveBack(deposit, Resident::isAwake);
        reads++;
        readsThatFailed += read ? 0 : 1;
        outOfReach += reachable ? 0 : 1;
        life.note(
                "reads " + deposit + " " + read + " " + reachable, reader, traffic.settle(Traffic.Cause.READ, reader));
    }

    /// Whether a node reads a file over the network, byte for byte.
    static boolean isReadBy(Resident reader, Deposit deposit) throws IOException {
        var content = new ByteArrayOutputStream();
        try {
            reader.node().read(deposit.link().toString(), "", 0, OptionalLong.empty(), content);
        } catch (UnavailableException | NotFoundException | RefusedException e) {
            return false;
        }
        if (!deposit.is(content.toByteArray())) {
            throw new IOException(reader + " read other bytes than those of " + deposit);
        }
        return true;
    }

    /// Takes down which files became durable after their put.
    void acknowledgeLate() throws IOException {
        for (Deposit deposit : life.deposits()) {
            if (!deposit.isAcknowledged()
                    && deposit.owner().isAlive()
                    && deposit.owner().node().info(deposit.link().manifest()).tier() != Tier.ACCEPTED) {
                deposit.acknowledge();
            }
        }
    }

    private static PutRequest request(int number) {
        return new PutRequest(
                "file " + number, "neighborhood", List.of(), PutRequest.Holders.BY_REACH, PutRequest.Wait.FOR_DURABLE);
    }

    private static PutSource streamed(byte[] bytes) {
        return new PutSource.Streamed(new ByteArrayInputStream(bytes));
    }

    /// These figures, and those that others know.
    Figures figures(Judgement judgement, String trace) {
        List<Deposit> deposits = life.deposits();
        return new Figures(
                deposits.size(),
                bytes,
                (int) deposits.stream().filter(Deposit::isAcknowledged).count(),
                acknowledgedAtOnce,
                life.deaths(),
                life.looks(),
                reads,
                readsThatFailed,
                outOfReach,
                (int) deposits.stream()
                        .filter(deposit -> !deposit.isLookedAfter())
                        .count(),
                judgement.orphansGone(),
                judgement.restored(),
                traffic.moved(),
                trace,
                judgement.violations());
    }
}
