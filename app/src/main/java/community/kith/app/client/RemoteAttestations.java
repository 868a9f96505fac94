package community.kith.app.client;

import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.node.api.AttestationInfo;
import community.kith.node.api.Attestations;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Attestations of a node in another process.
final class RemoteAttestations implements Attestations {
    private static final int MAX_BYTES = 64 * 1024;

    private final Api api;

    RemoteAttestations(Api api) {
        this.api = api;
    }

    @Override
    public AttestationInfo issue(Did subject, String says, Optional<Instant> until) throws IOException {
        ObjectNode body = Json.object().put("subject", subject.toString()).put("says", says);
        until.ifPresent(end -> body.put("until", end.toString()));
        return read(api.post("/attestations", body));
    }

    @Override
    public List<AttestationInfo> all() throws IOException {
        List<AttestationInfo> all = new ArrayList<>();
        for (JsonNode item : api.get("/attestations").path("attestations")) {
            all.add(read(item));
        }
        return List.copyOf(all);
    }

    @Override
    public AttestationInfo show(Cid id) throws IOException {
        return read(api.get("/attestations/" + id));
    }

    @Override
    public byte[] export(Cid id) throws IOException {
        try (InputStream in = api.follow("/attestations/" + id + "/credential", "application/vc")) {
            return in.readNBytes(MAX_BYTES);
        }
    }

    @Override
    public AttestationInfo verify(byte[] credential) throws IOException {
        return read(api.post("/attestations/verify", BodyPublishers.ofByteArray(credential)));
    }

    @Override
    public AttestationInfo keep(byte[] credential) throws IOException {
        return read(api.post("/attestations/keep", BodyPublishers.ofByteArray(credential)));
    }

    @Override
    public AttestationInfo revoke(Cid id, String reason) throws IOException {
        return read(api.post("/attestations/" + id + "/revoke", Json.object().put("reason", reason)));
    }

    private static AttestationInfo read(JsonNode json) throws IOException {
        return Json.read(json, AttestationInfo.class);
    }
}
