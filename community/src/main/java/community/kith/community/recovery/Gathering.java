package community.kith.community.recovery;

import community.kith.base.crypto.SecretSharing;
import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.community.identity.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a machine has been given so far: shares by the policy they belong to, the false ones among them, and the
/// passport as soon as enough are true.
public final class Gathering {
    private final RecoveryRequest request;
    private final SigningKey machine;
    private final Instant now;
    private final Map<Cid, Pile> piles = new HashMap<>();
    private final SortedMap<Did, String> faults = new TreeMap<>();

    private record Pile(RecoveryPolicy policy, SortedMap<Integer, byte[]> parts) {}

    /// A share as a guardian gave it.
    @SuppressWarnings("ArrayRecordComponent") // carried, never compared
    public record Given(Did guardian, RecoveryPolicy policy, byte[] closed) {}

    /// @param machine the key that made the request
    public Gathering(RecoveryRequest request, SigningKey machine, Instant now) {
        this.request = request;
        this.machine = machine;
        this.now = now;
    }

    public void add(Given given) {
        RecoveryPolicy policy = given.policy();
        if (!policy.did().equals(request.passport())
                || policy.verify(now) instanceof Verdict.Refused
                || policy.number(given.guardian()).isEmpty()) {
            faults.put(given.guardian(), "gave a policy that the passport did not sign, or that does not name them");
            return;
        }
        Optional<Share> share = SealedShare.openAsMachine(policy, given.guardian(), request, machine, given.closed());
        if (share.isEmpty()) {
            faults.put(given.guardian(), "gave a share that is not for this request");
        } else if (!policy.isShareOf(given.guardian(), share.get())) {
            faults.put(given.guardian(), "gave a false share");
        } else {
            piles.computeIfAbsent(policy.id(), id -> new Pile(policy, new TreeMap<>()))
                    .parts
                    .put(share.get().number(), share.get().part());
        }
    }

    public void addAll(Collection<Given> all) {
        all.forEach(this::add);
    }

    /// Who gave what cannot be right, and what it was.
    public SortedMap<Did, String> faults() {
        return faults;
    }

    /// The policies of which there are true shares, the newest first, with how many there are.
    public List<Progress> progress() {
        List<Progress> progress = new ArrayList<>();
        piles.values().forEach(pile -> progress.add(new Progress(pile.policy, pile.parts.size())));
        progress.sort(Comparator.comparingLong((Progress each) -> each.policy().counter())
                .reversed());
        return progress;
    }

    public record Progress(RecoveryPolicy policy, int shares) {}

    /// The passport's key, when enough shares of one policy are true. It is the one that was asked for: its public half
    /// says so.
    public Optional<Regained> passport() {
        return piles.values().stream()
                .sorted(Comparator.comparingLong((Pile pile) -> pile.policy.counter())
                        .reversed())
                .flatMap(pile -> open(pile).stream())
                .findFirst();
    }

    /// What was asked for.
    public record Regained(SigningKey key, RecoveryPolicy policy) {}

    private Optional<Regained> open(Pile pile) {
        if (pile.parts.size() < pile.policy.need()) {
            return Optional.empty();
        }
        SortedMap<Integer, byte[]> enough = new TreeMap<>();
        pile.parts.entrySet().stream()
                .limit(pile.policy.need())
                .forEach(part -> enough.put(part.getKey(), part.getValue()));
        SigningKey key = SigningKey.fromSeed(SecretSharing.combine(enough));
        return Did.of(key.verifyingKey()).equals(request.passport())
                ? Optional.of(new Regained(key, pile.policy))
                : Optional.empty();
    }
}
