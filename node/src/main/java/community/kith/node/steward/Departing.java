package community.kith.node.steward;

import community.kith.base.name.Did;
import community.kith.node.api.Departure;
import community.kith.node.exchange.ShardClient;
import community.kith.node.ledger.Holdings;
import community.kith.node.people.Acquaintance;
import community.kith.node.people.People;
import community.kith.node.people.Presence;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Leaves in an orderly way: tells everybody I know that this device goes away for good, so that owners, or stewards of
/// those who are away, bring elsewhere what it keeps. They then delete it here, and by that it is seen to be done.
public final class Departing {
    private final People people;
    private final Presence presence;
    private final ShardClient client;
    private final Holdings holdings;

    public Departing(People people, Presence presence, ShardClient client, Holdings holdings) {
        this.people = people;
        this.presence = presence;
        this.client = client;
        this.holdings = holdings;
    }

    /// See [community.kith.node.api.Kith#leave].
    public List<Departure> leave() throws IOException {
        List<Acquaintance> told = new ArrayList<>();
        for (Acquaintance who : people.all()) {
            if (presence.isOnline(who.peer()) && tell(who)) {
                told.add(who);
            }
        }
        List<Departure> still = new ArrayList<>();
        for (Map.Entry<Did, Long> each : holdings.used().entrySet()) {
            Did owner = each.getKey();
            String name = people.person(owner).map(Acquaintance::name).orElse(owner.toString());
            boolean knows = told.stream().anyMatch(who -> who.did().equals(owner));
            still.add(new Departure(owner, name, each.getValue(), knows));
        }
        return List.copyOf(still);
    }

    private boolean tell(Acquaintance who) {
        try {
            client.leaving(who.peer());
            return true;
        } catch (IOException e) {
            System.getLogger(Departing.class.getName())
                    .log(System.Logger.Level.DEBUG, () -> "telling " + who.name() + ": " + e.getMessage());
            return false;
        }
    }
}
