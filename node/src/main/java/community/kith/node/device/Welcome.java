package community.kith.node.device;

import community.kith.base.bytes.FieldReader;
import community.kith.base.bytes.Ipld;
import community.kith.community.identity.Delegation;
import community.kith.store.chunk.Salt;
import java.net.ProtocolException;

/// What a device is given when it becomes mine; my account comes after it. Format: `docs/spec/join.md`.
///
/// @param delegation the passport's word for it
/// @param owner what I am called
/// @param salt that all my devices share
public record Welcome(Delegation delegation, String owner, Salt salt) {
    static final int MAX_BYTES = 1024;

    Ipld toIpld() {
        return Ipld.fields()
                .put("delegation", delegation.bytes())
                .put("owner", owner)
                .put("salt", salt.bytes())
                .build();
    }

    static Welcome read(FieldReader fields) throws ProtocolException {
        Delegation delegation = Delegation.parse(fields.bytes("delegation", Delegation.MAX_BYTES));
        String owner = fields.text("owner", 64);
        Salt salt = Salt.of(fields.bytesOf("salt", Salt.BYTES));
        fields.end();
        return new Welcome(delegation, owner, salt);
    }
}
