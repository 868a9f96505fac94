package community.kith.node.people;

import community.kith.base.name.Did;
import community.kith.community.authority.ReachRule;
import community.kith.community.identity.Verdict;
import community.kith.community.reach.Reach;
import community.kith.community.trust.BondKind;
import community.kith.community.trust.Nearness;
import community.kith.community.trust.TrustGraph;
import community.kith.node.api.Trust;
import community.kith.node.config.Quantity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Explains how near somebody is and what this node does about it, by the rules that it asks itself at each request.
public final class Nearby {
    private final Me me;
    private final People people;
    private final long giftBytesEach;

    /// @param giftBytesEach what all those may use together who hang on one bond of mine
    public Nearby(Me me, People people, long giftBytesEach) {
        this.me = me;
        this.people = people;
        this.giftBytesEach = giftBytesEach;
    }

    public Trust of(Did who) throws IOException {
        TrustGraph graph = people.graph();
        Nearness near = graph.nearness(me.did(), who);
        List<Trust.Reading> reads = new ArrayList<>();
        for (Reach reach : Reach.values()) {
            Verdict verdict = ReachRule.mayRead(reach, me.did(), Set.of(), who, graph);
            reads.add(new Trust.Reading(
                    reach.label(),
                    verdict.isAllowed(),
                    verdict instanceof Verdict.Refused refused ? refused.reason() : ""));
        }
        boolean known = people.bondedWith(who);
        return new Trust(
                who,
                who.equals(me.did()) ? me.name() : graph.nameOf(who),
                graph.kindBetween(me.did(), who).map(BondKind::label),
                near.distance(),
                near.ways(),
                near.way().stream().map(graph::nameOf).toList(),
                reads,
                ReachRule.mayHold(Reach.PRIVATE, me.did(), who, graph).isAllowed(),
                known ? people.pledgeFor(who) : giftBytesEach,
                room(known, near, graph));
    }

    private String room(boolean known, Nearness near, TrustGraph graph) {
        if (known) {
            return "what you pledged to them";
        }
        if (giftBytesEach == 0) {
            return "you give nothing to people beyond your bonds (budget.gift)";
        }
        return near.door()
                .map(door -> "shared by all who hang on your bond with " + graph.nameOf(door)
                        + ", however many keys they have: " + Quantity.text(giftBytesEach))
                .orElse("shared by all whom no bond leads to, however many keys they have");
    }
}
