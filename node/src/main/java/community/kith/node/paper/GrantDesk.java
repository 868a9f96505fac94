package community.kith.node.paper;

import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.community.grant.Grant;
import community.kith.community.identity.Verdict;
import community.kith.community.revocation.Revocation;
import community.kith.community.right.Term;
import community.kith.node.api.FileInfo;
import community.kith.node.api.GrantInfo;
import community.kith.node.api.GrantInfo.State;
import community.kith.node.api.Grants;
import community.kith.node.api.NotFoundException;
import community.kith.node.api.RefusedException;
import community.kith.node.people.Acquaintance;
import community.kith.node.people.Me;
import community.kith.node.people.People;
import community.kith.node.replication.Chance;
import java.io.IOException;
import java.net.ProtocolException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What I do with grants: give, look at, take, take back.
final class GrantDesk implements Grants {
    private final Me me;
    private final People people;
    private final Books books;
    private final Papers.Files files;
    private final Chance chance;

    record Books(PaperBook papers, GrantBook grants) {}

    GrantDesk(Me me, People people, Books books, Papers.Files files, Chance chance) {
        this.me = me;
        this.people = people;
        this.books = books;
        this.files = files;
        this.chance = chance;
    }

    @Override
    public GrantInfo give(Cid manifest, Did to, Instant until) throws IOException {
        FileInfo file = files.info(manifest);
        if (!file.mine()) {
            throw new RefusedException("“" + file.name() + "” is not yours to let others read");
        }
        Instant now = chance.clock().instant();
        var scope = new Grant.Scope(to, manifest, new Term(now, until));
        Grant grant = Grant.give(me.device().delegation(), me.key(), scope, file.link(), chance.entropy());
        keep(grant);
        tell(grant, new Paper(Paper.Kind.GRANT, grant.bytes()), now);
        return info(grant);
    }

    /// Everybody in my book may hold shards of mine, now or after the next repair.
    private void tell(Grant grant, Paper paper, Instant now) throws IOException {
        books.papers().send(grant.to(), paper, grant.id(), now);
        for (Acquaintance who : people.all()) {
            books.papers().send(who.did(), paper, grant.id(), now);
        }
    }

    @Override
    public List<GrantInfo> all() throws IOException {
        List<GrantInfo> all = new ArrayList<>();
        for (Grant grant : books.grants().of(me.did())) {
            all.add(info(grant));
        }
        return all;
    }

    @Override
    public GrantInfo take(String text) throws IOException {
        Grant grant;
        try {
            grant = Grant.parse(text);
        } catch (ProtocolException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        Verdict verdict = grant.verify(chance.clock().instant())
                .and(() -> Verdict.when(grant.to().equals(me.did()), () -> "this grant is for somebody else"));
        if (verdict instanceof Verdict.Refused no) {
            throw new RefusedException(no.reason());
        }
        keep(grant);
        return info(grant);
    }

    private void keep(Grant grant) throws IOException {
        try {
            books.grants().keep(grant);
        } catch (IllegalStateException e) {
            throw new RefusedException(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public GrantInfo revoke(Cid id, String reason) throws IOException {
        Grant grant = books.grants()
                .find(id)
                .orElseThrow(
                        () -> new NotFoundException("no grant here has the id " + id + " (kith grants shows them)"));
        if (!grant.owner().equals(me.did())) {
            throw new RefusedException("only who gave it can take it back");
        }
        Instant now = chance.clock().instant();
        Revocation revocation = Revocation.sign(me.device().delegation(), me.key(), id, now, reason.strip());
        try {
            books.papers().keep(revocation);
        } catch (IllegalStateException e) {
            throw new RefusedException(String.valueOf(e.getMessage()));
        }
        tell(grant, new Paper(Paper.Kind.REVOCATION, revocation.bytes()), now);
        return info(grant);
    }

    private GrantInfo info(Grant grant) throws IOException {
        State state = State.VALID;
        if (books.papers().revocation(grant.id(), grant.owner()).isPresent()) {
            state = State.REVOKED;
        } else if (!chance.clock().instant().isBefore(grant.term().expires())) {
            state = State.EXPIRED;
        }
        Optional<String> link = grant.to().equals(me.did()) ? me.root().flatMap(grant::open) : Optional.empty();
        return new GrantInfo(
                grant.id(),
                grant.owner(),
                nameOf(grant.owner()),
                grant.to(),
                nameOf(grant.to()),
                grant.what(),
                grant.term().issued(),
                grant.term().expires(),
                state,
                link,
                grant.text());
    }

    private String nameOf(Did did) throws IOException {
        return did.equals(me.did())
                ? me.name()
                : people.person(did).map(Acquaintance::name).orElse(did.toString());
    }
}
