package community.kith.p2p.kademlia;

import community.kith.base.name.PeerId;
import java.lang.System.Logger.Level;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The values that peers gave for one key: which is the best, who has a worse one, and who had none. Used by one
/// thread.
final class Tally {
    private static final System.Logger LOG = System.getLogger(Tally.class.getName());

    private final byte[] key;
    private final Validators validators;
    private final int quorum;
    private final List<PeerId> holders = new ArrayList<>();
    private final List<PeerId> outdated = new ArrayList<>();
    private final List<PeerId> without = new ArrayList<>();
    private Optional<Entry> best = Optional.empty();
    private int values;

    Tally(byte[] key, Validators validators, int quorum) {
        this.key = key;
        this.validators = validators;
        this.quorum = quorum;
    }

    /// Takes a value from our own store, which needs no correction.
    void own(Entry entry) {
        best = Optional.of(entry);
        values++;
    }

    /// Takes an answer; true when enough peers gave a value. An invalid value is no value.
    boolean take(PeerId from, Optional<Entry> answer) {
        Optional<Entry> valid = answer.filter(this::isValid);
        if (valid.isEmpty()) {
            without.add(from);
            return false;
        }
        Entry entry = valid.get();
        values++;
        if (best.isEmpty()) {
            best = valid;
            holders.add(from);
        } else if (Arrays.equals(best.get().value(), entry.value())) {
            holders.add(from);
        } else if (validators.isBetter(key, entry.value(), best.get().value())) {
            outdated.addAll(holders);
            holders.clear();
            holders.add(from);
            best = valid;
        } else {
            outdated.add(from);
        }
        return values >= quorum;
    }

    private boolean isValid(Entry entry) {
        try {
            if (!Arrays.equals(entry.key(), key)) {
                throw new ProtocolException("a record under another key than asked for");
            }
            validators.validate(key, entry.value());
            return true;
        } catch (ProtocolException e) {
            LOG.log(Level.DEBUG, () -> "a value was passed over: " + e.getMessage());
            return false;
        }
    }

    Optional<Entry> best() {
        return best;
    }

    /// Who is to be told of the best: all that have a worse one.
    List<PeerId> outdated() {
        return outdated;
    }

    /// Who answered and had no valid value.
    List<PeerId> without() {
        return without;
    }
}
