package community.kith.bench.side;

import community.kith.bench.HandshakeRate;
import community.kith.bench.figure.Figure;
import community.kith.bench.figure.Goal;
import community.kith.bench.figure.Peer;
import community.kith.bench.figure.Samples;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// How many connections a host makes in a second, one after another: TCP, multistream-select, Noise XX, yamux.
final class HandshakeBench implements Bench {
    private static final int RUNS = 5;
    private static final int DIALS = 1000;
    private static final Goal GOAL = new Goal.AtLeast(3);

    @Override
    public String name() {
        return "handshake";
    }

    @Override
    public String about() {
        return "libp2p connections made and ended per second, against js-libp2p";
    }

    @Override
    public void run(Plan plan, Consumer<Figure> report) throws IOException, InterruptedException {
        int runs = plan.runs().orElse(RUNS);
        Optional<JsLibp2p> js = JsLibp2p.find(plan);
        List<Double> ours = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        for (int run = 1; run <= runs; run++) {
            plan.say("run " + run + " of " + runs + ", " + DIALS + " connections");
            ours.add(Programs.json(plan.checkout(), Programs.java(HandshakeRate.class, DIALS))
                    .get("perSecond")
                    .doubleValue());
            if (js.isPresent()) {
                theirs.add(js.get().run("handshake.js", DIALS).get("perSecond").doubleValue());
            }
        }
        Peer peer = theirs.isEmpty()
                ? new Peer.Absent(JsLibp2p.NAME)
                : new Peer.Measured(JsLibp2p.NAME, new Samples(theirs));
        report.accept(new Figure("handshake", "per s", new Samples(ours), peer, Optional.of(GOAL)));
    }
}
