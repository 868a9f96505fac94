package community.kith.app.client;

import community.kith.base.name.Did;
import community.kith.node.api.Circle;
import community.kith.node.api.Guardians;
import community.kith.node.api.Petition;
import community.kith.node.api.Tomorrow;
import community.kith.node.api.Ward;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/// Guardians of a node in another process.
final class RemoteGuardians implements Guardians {
    private static final String REQUESTS = "/guardians/requests";

    private final Api api;

    RemoteGuardians(Api api) {
        this.api = api;
    }

    @Override
    public Circle circle() throws IOException {
        return Json.read(api.get("/guardians").path("circle"), Circle.class);
    }

    @Override
    public Circle choose(List<Did> who, int need, Duration waiting) throws IOException {
        ArrayNode dids = Json.array();
        who.forEach(did -> dids.add(did.toString()));
        return Json.read(
                api.put(
                        "/guardians",
                        Json.object()
                                .put("need", need)
                                .put("waitSeconds", waiting.toSeconds())
                                .set("who", dids)),
                Circle.class);
    }

    @Override
    public Circle drill() throws IOException {
        return Json.read(api.post("/guardians/drill", Json.object()), Circle.class);
    }

    @Override
    public List<Ward> wards() throws IOException {
        List<Ward> wards = new ArrayList<>();
        for (JsonNode item : api.get("/guardians").path("wards")) {
            wards.add(Json.read(item, Ward.class));
        }
        return List.copyOf(wards);
    }

    @Override
    public List<Petition> petitions() throws IOException {
        List<Petition> petitions = new ArrayList<>();
        for (JsonNode item : api.get(REQUESTS).path("requests")) {
            petitions.add(Json.read(item, Petition.class));
        }
        return List.copyOf(petitions);
    }

    @Override
    public Petition approve(String id, String words) throws IOException {
        return Json.read(api.post(at(id) + "/approve", Json.object().put("words", words)), Petition.class);
    }

    @Override
    public Petition refuse(String id) throws IOException {
        return Json.read(api.post(at(id) + "/refuse", Json.object()), Petition.class);
    }

    @Override
    public Tomorrow tomorrow() throws IOException {
        return Json.read(api.get("/guardians/tomorrow"), Tomorrow.class);
    }

    private static String at(String id) {
        return REQUESTS + "/" + URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
