package community.kith.node.paper;

import community.kith.base.bytes.DagCbor;
import community.kith.base.bytes.FieldReader;
import community.kith.base.bytes.FieldsBuilder;
import community.kith.base.bytes.Ipld;
import community.kith.base.name.Cid;
import community.kith.base.name.PeerId;
import community.kith.community.identity.Verdict;
import community.kith.community.revocation.Revocation;
import community.kith.p2p.host.Host;
import community.kith.p2p.host.Stream;
import java.io.IOException;
import java.net.ProtocolException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/// One question and one answer on a stream of `/kith/paper/1.0.0`. Format: `docs/spec/attestation.md`.
final class PaperExchange {
    static final String PROTOCOL = "/kith/paper/1.0.0";
    static final int MAX_IDS = 64;

    private static final int VERSION = 1;
    private static final int MAX_MESSAGE = 80 * 1024;
    private static final int MAX_REASON = 400;
    private static final int MAX_AT_ONCE = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Host host;
    private final Semaphore answered = new Semaphore(MAX_AT_ONCE);

    /// Who takes papers, and knows what was revoked.
    interface Desk {
        Verdict take(PeerId from, Paper paper) throws IOException;

        List<Revocation> revoked(List<Cid> ids) throws IOException;
    }

    PaperExchange(Host host) {
        this.host = host;
    }

    void serve(Desk desk) {
        host.accept(PROTOCOL, stream -> {
            if (!answered.tryAcquire()) {
                stream.reset();
                return;
            }
            try {
                answer(stream, desk);
            } finally {
                answered.release();
            }
        });
    }

    private static void answer(Stream stream, Desk desk) throws IOException {
        stream.timeout(PATIENCE);
        FieldReader question = new FieldReader(DagCbor.read(stream.in(), MAX_MESSAGE), "paper question");
        question.integer("v", VERSION, VERSION);
        String type = question.text("t", 16);
        Ipld answer = switch (type) {
            case "bring" -> taken(desk.take(stream.peer(), paper(question)));
            case "status" -> status(desk.revoked(ids(question)));
            default -> throw new ProtocolException("a question about papers of an unknown type");
        };
        DagCbor.write(stream.out(), answer);
        stream.out().flush();
        stream.closeWrite();
    }

    private static Paper paper(FieldReader question) throws ProtocolException {
        Paper.Kind kind = Paper.Kind.labelled(question.text("kind", 16))
                .orElseThrow(() -> new ProtocolException("a paper of an unknown kind"));
        byte[] bytes = question.bytes("paper", Paper.MAX_BYTES);
        question.end();
        return new Paper(kind, bytes);
    }

    private static List<Cid> ids(FieldReader question) throws ProtocolException {
        List<Cid> ids = new ArrayList<>();
        for (Ipld item : question.items("ids", MAX_IDS)) {
            if (!(item instanceof Ipld.Link link)) {
                throw new ProtocolException("an id of a paper that is no link");
            }
            ids.add(link.cid());
        }
        question.end();
        return ids;
    }

    private static Ipld taken(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Allowed yes -> message("taken").build();
            case Verdict.Refused no ->
                message("refused")
                        .put(
                                "reason",
                                no.reason().substring(0, Math.min(no.reason().length(), MAX_REASON)))
                        .build();
        };
    }

    private static Ipld status(List<Revocation> revoked) {
        return message("status")
                .put(
                        "revocations",
                        Ipld.list(revoked.stream()
                                .map(one -> Ipld.of(one.bytes()))
                                .toList()))
                .build();
    }

    private static FieldsBuilder message(String type) {
        return Ipld.fields().put("v", VERSION).put("t", type);
    }

    /// Brings a paper to a device, which says whether it took it.
    Verdict bring(PeerId peer, Paper paper) throws IOException {
        FieldReader answer =
                ask(peer, message("bring").put("kind", paper.kind().label()).put("paper", paper.bytes()));
        return answer.text("t", 16).equals("taken")
                ? Verdict.allowed()
                : Verdict.refused(answer.text("reason", MAX_REASON));
    }

    /// What somebody's device says was revoked among these; not yet believed.
    List<Revocation> status(PeerId peer, List<Cid> ids) throws IOException {
        FieldReader answer = ask(
                peer,
                message("status")
                        .put("ids", Ipld.list(ids.stream().map(Ipld::of).toList())));
        List<Revocation> revoked = new ArrayList<>();
        for (Ipld item : answer.items("revocations", MAX_IDS)) {
            if (!(item instanceof Ipld.Bin bin)) {
                throw new ProtocolException("a revocation that is no bytes");
            }
            revoked.add(Revocation.parse(bin.bytes()));
        }
        return revoked;
    }

    private FieldReader ask(PeerId peer, FieldsBuilder question) throws IOException {
        try (Stream stream = host.open(peer, PROTOCOL)) {
            stream.timeout(PATIENCE);
            DagCbor.write(stream.out(), question.build());
            stream.out().flush();
            stream.closeWrite();
            FieldReader answer = new FieldReader(DagCbor.read(stream.in(), MAX_MESSAGE), "paper answer");
            answer.integer("v", VERSION, VERSION);
            return answer;
        }
    }
}
