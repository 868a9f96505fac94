package community.kith.node.recovery;

import community.kith.base.bytes.DagCbor;
import community.kith.base.bytes.FieldReader;
import community.kith.base.bytes.Ipld;
import community.kith.base.name.Did;
import community.kith.base.name.PeerId;
import community.kith.community.identity.Keys;
import community.kith.community.recovery.Gathering;
import community.kith.community.recovery.RecoveryPolicy;
import community.kith.community.recovery.SealedShare;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a machine knows while it asks: where to ask, and the shares it was given, still closed.
final class Gathered {
    private static final int MAX_GIVEN = 64;

    private final Map<PeerId, Contact> contacts = new LinkedHashMap<>();
    private final List<Gathering.Given> given = new ArrayList<>();

    static Gathered parse(byte[] bytes) throws ProtocolException {
        Gathered gathered = new Gathered();
        if (bytes.length == 0) {
            return gathered;
        }
        FieldReader in = new FieldReader(DagCbor.decode(bytes), "what was gathered");
        gathered.meet(Contact.read(in, "contacts"));
        for (Ipld item : in.items("given", MAX_GIVEN)) {
            FieldReader one = new FieldReader(item, "share");
            gathered.given.add(new Gathering.Given(
                    Keys.did(one, "from"),
                    RecoveryPolicy.parse(one.bytes("policy", RecoveryPolicy.MAX_BYTES)),
                    one.bytesOf("share", SealedShare.BYTES)));
            one.end();
        }
        in.end();
        return gathered;
    }

    byte[] bytes() {
        List<Ipld> items = new ArrayList<>();
        for (Gathering.Given each : given) {
            items.add(Ipld.fields()
                    .put("from", Keys.of(each.guardian()))
                    .put("policy", each.policy().bytes())
                    .put("share", each.closed())
                    .build());
        }
        return DagCbor.encode(Ipld.fields()
                .put("contacts", Contact.list(contacts()))
                .put("given", Ipld.list(items))
                .build());
    }

    List<Contact> contacts() {
        return List.copyOf(contacts.values());
    }

    List<Gathering.Given> given() {
        return List.copyOf(given);
    }

    /// @return whether anything is new
    boolean meet(List<Contact> some) {
        boolean news = false;
        for (Contact contact : some) {
            if (contacts.containsKey(contact.peer())) {
                contacts.put(contact.peer(), contact);
            } else if (contacts.size() < Contact.MAX_CONTACTS) {
                contacts.put(contact.peer(), contact);
                news = true;
            }
        }
        return news;
    }

    boolean hasFrom(Did guardian) {
        return given.stream().anyMatch(each -> each.guardian().equals(guardian));
    }

    /// What a guardian gave counts in place of what it gave before.
    void take(Did guardian, List<Answer.Part> parts) {
        given.removeIf(each -> each.guardian().equals(guardian));
        for (Answer.Part part : parts) {
            if (given.size() < MAX_GIVEN) {
                given.add(new Gathering.Given(guardian, part.policy(), part.closed()));
            }
        }
    }
}
