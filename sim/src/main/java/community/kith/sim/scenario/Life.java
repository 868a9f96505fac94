package community.kith.sim.scenario;

import community.kith.base.name.PeerId;
import community.kith.node.api.FileHealth;
import community.kith.sim.fault.Rhythm;
import community.kith.sim.fault.Spell;
import community.kith.sim.world.Deposit;
import community.kith.sim.world.Resident;
import community.kith.sim.world.Trace;
import community.kith.sim.world.Traffic;
import community.kith.sim.world.World;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Laptops that wake, look after things, sleep, and die. For one thread.
final class Life {
    private final Plan plan;
    private final World world;
    private final Traffic traffic;
    private final Trace trace = new Trace();
    private final List<Deposit> deposits = new ArrayList<>();
    private long looks;
    private int deaths;

    Life(Plan plan, World world, Traffic traffic) {
        this.plan = plan;
        this.world = world;
        this.traffic = traffic;
    }

    /// Enters everybody's month into the agenda, and puts those to bed who begin it asleep.
    void begin() {
        for (Resident resident : world.residents()) {
            var chance = plan.seed().chance("rhythm", resident.number());
            List<Spell> spells = Rhythm.within(plan.habits(), chance).spells(world.now(), plan.days(), chance);
            world.sleep(resident);
            for (Spell spell : spells) {
                world.at(spell.from(), () -> wake(resident));
                world.at(spell.to(), () -> sleep(resident));
            }
            plan.mortality()
                    .within(world.now(), plan.days(), plan.seed().chance("death", resident.number()))
                    .ifPresent(end -> world.at(end, () -> die(resident)));
        }
    }

    private void wake(Resident resident) throws IOException {
        if (resident.isAlive() && !resident.isAwake()) {
            world.wake(resident);
            note("wakes", resident, List.of());
            lookOn(resident, resident.spells());
        }
    }

    private void lookOn(Resident resident, int spell) throws IOException {
        if (resident.isAwake() && resident.spells() == spell) {
            look(resident);
            world.after(Plan.LOOKS, () -> lookOn(resident, spell));
        }
    }

    /// A node looks after things now.
    void look(Resident resident) throws IOException {
        resident.node().tick();
        looks++;
        note("looks", resident, traffic.settle(Traffic.Cause.LOOK, resident));
    }

    private void sleep(Resident resident) {
        if (resident.isAwake()) {
            world.sleep(resident);
            note("sleeps", resident, List.of());
        }
    }

    private void die(Resident resident) throws IOException {
        for (Deposit deposit : deposits) {
            if (deposit.owner().equals(resident)) {
                deposit.lastPromise(promise(deposit));
            }
        }
        traffic.lose(resident);
        world.die(resident);
        deaths++;
        note("is lost", resident, List.of());
    }

    private static Deposit.Promise promise(Deposit deposit) throws IOException {
        FileHealth health = deposit.owner().node().health(deposit.link().manifest());
        Set<PeerId> supporters = new TreeSet<>();
        for (FileHealth.Holder holder : health.holders()) {
            supporters.add(PeerId.parse(holder.peerId()));
        }
        return new Deposit.Promise(health.lossesSurvived(), supporters);
    }

    /// Writes down what somebody did and where bytes went.
    void note(String what, Resident who, List<String> taken) {
        trace.note(world.now() + " " + who + " " + what + " " + String.join(", ", taken));
    }

    /// All files that were put.
    List<Deposit> deposits() {
        return deposits;
    }

    long looks() {
        return looks;
    }

    int deaths() {
        return deaths;
    }

    Trace trace() {
        return trace;
    }
}
