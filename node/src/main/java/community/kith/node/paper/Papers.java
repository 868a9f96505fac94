package community.kith.node.paper;

import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.base.name.PeerId;
import community.kith.community.attestation.Attestation;
import community.kith.community.grant.Grant;
import community.kith.community.identity.Verdict;
import community.kith.community.revocation.Revocation;
import community.kith.node.api.Attestations;
import community.kith.node.api.FileInfo;
import community.kith.node.api.Grants;
import community.kith.node.event.EventFeed;
import community.kith.node.ledger.Database;
import community.kith.node.people.Acquaintance;
import community.kith.node.people.Me;
import community.kith.node.people.People;
import community.kith.node.people.Presence;
import community.kith.node.replication.Chance;
import community.kith.p2p.host.Host;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.ProtocolException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Takes papers that people bring, and brings mine to those who are there.
public final class Papers {
    private static final Logger LOG = System.getLogger(Papers.class.getName());
    private static final int AT_ONCE = 64;
    private static final Duration KEPT_ENDED = Duration.ofDays(30);
    private static final Duration KEPT_TRYING = Duration.ofDays(400);

    private final Me me;
    private final People people;
    private final Presence presence;
    private final EventFeed feed;
    private final Chance chance;
    private final PaperBook book;
    private final PaperExchange exchange;
    private final AttestationDesk attestations;
    private final GrantBook granted;
    private final GrantDesk grants;

    public Papers(Me me, Around around, EventFeed feed, Chance chance) {
        this.me = me;
        this.people = around.people();
        this.presence = around.presence();
        this.feed = feed;
        this.chance = chance;
        this.book = new PaperBook(around.database());
        this.exchange = new PaperExchange(around.host());
        this.granted = new GrantBook(around.database());
        this.grants = new GrantDesk(me, people, new GrantDesk.Books(book, granted), around.files(), chance);
        this.attestations = new AttestationDesk(me, people, book, this::asked, chance);
    }

    /// Who is there, how they are reached, and where papers are kept.
    public record Around(People people, Presence presence, Host host, Database database, Files files) {}

    /// What is known of my files.
    @FunctionalInterface
    public interface Files {
        FileInfo info(Cid manifest) throws IOException;
    }

    /// Answers people from now on.
    public void serve() {
        exchange.serve(new PaperExchange.Desk() {
            @Override
            public Verdict take(PeerId from, Paper paper) throws IOException {
                return Papers.this.take(from, paper);
            }

            @Override
            public List<Revocation> revoked(List<Cid> ids) throws IOException {
                List<Revocation> mine = new ArrayList<>();
                for (Cid id : ids) {
                    book.revocation(id, me.did()).ifPresent(mine::add);
                }
                return mine;
            }
        });
    }

    public Attestations attestations() {
        return attestations;
    }

    public Grants grants() {
        return grants;
    }

    /// Brings what waits to those who are there.
    public void tick() throws IOException {
        book.forget(chance.clock().instant().minus(KEPT_TRYING));
        granted.forget(chance.clock().instant().minus(KEPT_ENDED));
        for (Acquaintance who : people.all()) {
            if (presence.isOnline(who.peer())) {
                bring(who);
            }
        }
    }

    private void bring(Acquaintance who) throws IOException {
        for (PaperBook.Errand errand : book.errands(who.did(), AT_ONCE)) {
            try {
                Verdict verdict = exchange.bring(who.peer(), errand.paper());
                LOG.log(Level.DEBUG, () -> who.name() + " was brought " + errand.id() + ": " + verdict);
                book.done(errand);
            } catch (IOException e) {
                LOG.log(Level.DEBUG, () -> who.name() + " could not be brought a paper: " + e.getMessage());
                return;
            }
        }
    }

    private Verdict take(PeerId from, Paper paper) throws IOException {
        Optional<Acquaintance> who = people.device(from);
        if (who.isEmpty()) {
            return Verdict.refused("I take papers from people with a bond to me only");
        }
        try {
            return switch (paper.kind()) {
                case ATTESTATION -> takeAttestation(who.get(), Attestation.parse(paper.bytes()));
                case REVOCATION -> takeRevocation(who.get(), Revocation.parse(paper.bytes()));
                case GRANT -> takeGrant(who.get(), Grant.parse(paper.bytes()));
            };
        } catch (ProtocolException | IllegalStateException e) {
            return Verdict.refused(String.valueOf(e.getMessage()));
        }
    }

    private Verdict takeAttestation(Acquaintance who, Attestation paper) throws IOException {
        Instant now = chance.clock().instant();
        Verdict verdict = paper.verify(now)
                .and(() -> Verdict.when(
                        paper.issuer().equals(who.did())
                                || paper.subject().equals(Optional.of(me.did()))
                                || paper.subject().equals(Optional.of(who.did())),
                        () -> "this is neither by you nor about one of us"));
        if (verdict.isAllowed()
                && book.keep(paper, who.did(), now)
                && paper.subject().equals(Optional.of(me.did()))) {
            feed.publish("attestation", paper.id().toString(), who.name() + " says of you: " + paper.says());
        }
        return verdict;
    }

    private Verdict takeGrant(Acquaintance who, Grant paper) throws IOException {
        Verdict verdict = paper.verify(chance.clock().instant())
                .and(() -> Verdict.when(paper.owner().equals(who.did()), () -> "this is somebody else's grant"));
        if (verdict.isAllowed() && granted.keep(paper) && paper.to().equals(me.did())) {
            feed.publish("grant", paper.id().toString(), who.name() + " lets you read something (kith grants)");
        }
        return verdict;
    }

    private Verdict takeRevocation(Acquaintance who, Revocation paper) throws IOException {
        Verdict verdict = paper.verify(chance.clock().instant())
                .and(() -> Verdict.when(paper.revoker().equals(who.did()), () -> "this is somebody else's word"));
        if (verdict.isAllowed() && book.keep(paper)) {
            feed.publish("revocation", paper.what().toString(), who.name() + " took back what they had signed");
        }
        return verdict;
    }

    /// Asks the devices of `issuer` that are there whether a paper was revoked, and remembers it if it was.
    ///
    /// @return whether one of them answered
    private boolean asked(Did issuer, Cid id) throws IOException {
        for (Acquaintance who : people.all()) {
            if (who.did().equals(issuer) && presence.isOnline(who.peer())) {
                try {
                    for (Revocation revoked : exchange.status(who.peer(), List.of(id))) {
                        takeRevocation(who, revoked);
                    }
                    return true;
                } catch (IOException e) {
                    LOG.log(Level.DEBUG, () -> who.name() + " could not be asked: " + e.getMessage());
                }
            }
        }
        return false;
    }
}
