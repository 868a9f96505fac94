package community.kith.community.fact;

import community.kith.base.bytes.FieldReader;
import community.kith.base.bytes.Ipld;
import community.kith.base.name.Cid;
import community.kith.sync.log.EntryType;
import java.net.ProtocolException;

/// A person has given shares of their passport to guardians, anew. Who they are it does not say, as logs are read by
/// all of the person's people.
///
/// @param edition 1 for the first set of shares, more for each later one; shares of an earlier one are void
/// @param needed how many guardians together give the passport back
/// @param guardians how many have a share; 0 when there are none any more
/// @param policy names the policy that the shares are bound to
public record GuardiansChanged(long edition, int needed, int guardians, Cid policy) implements Fact {
    public static final EntryType<GuardiansChanged> TYPE = FactType.of("guardians.changed", GuardiansChanged::read);

    @Override
    public EntryType<GuardiansChanged> type() {
        return TYPE;
    }

    @Override
    public Ipld.Fields body() {
        return Ipld.fields()
                .put("edition", edition)
                .put("needed", needed)
                .put("guardians", guardians)
                .put("policy", policy)
                .build();
    }

    /// More guardians than anybody has.
    public static final int MAX_GUARDIANS = 255;

    public GuardiansChanged {
        boolean possible = edition >= 1 && guardians >= 0 && guardians <= MAX_GUARDIANS && needed >= 0;
        if (!possible || needed > guardians || (needed == 0) != (guardians == 0)) {
            throw new IllegalArgumentException(needed + " of " + guardians + " guardians, edition " + edition);
        }
    }

    private static GuardiansChanged read(FieldReader fields) throws ProtocolException {
        return new GuardiansChanged(
                fields.integer("edition", 1, 1L << 40),
                (int) fields.integer("needed", 0, MAX_GUARDIANS),
                (int) fields.integer("guardians", 0, MAX_GUARDIANS),
                fields.link("policy"));
    }
}
