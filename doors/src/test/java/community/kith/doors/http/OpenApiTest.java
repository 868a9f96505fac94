package community.kith.doors.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.node.api.Person;
import community.kith.p2p.identify.PeerRecord;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class OpenApiTest {
    @RegisterExtension
    final OpenDoor door = new OpenDoor();

    @TempDir
    Path folder;

    private final OpenApiDocument document = new OpenApiDocument();
    private final Set<String> tried = new TreeSet<>();

    @Test
    void isAnOpenApiDocument() {
        var essentials = SchemaRegistry.withDefaultDialect(Dialects.getDraft202012())
                .getSchema(OpenApiDocument.resource("openapi-essentials.schema.json"));

        assertThat(essentials.validate(document.json())).isEmpty();
        assertThat(document.json().findValuesAsString("operationId")).doesNotHaveDuplicates();
        assertThat(document.json().findValuesAsString("$ref"))
                .allSatisfy(to -> assertThat(document.json().at(to.substring(1)).isMissingNode())
                        .as(to)
                        .isFalse());
    }

    @Test
    void namesEveryRouteAndNoOther() {
        var gate = new Gate("token", new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        List<Route> routes = Api.routes(door.kith, gate, new EventStream(door.kith));

        assertThat(document.operations())
                .isEqualTo(routes.stream()
                        .map(route -> route.method() + " " + route.template())
                        .collect(Collectors.toCollection(TreeSet::new)));
        assertThat(routes)
                .allSatisfy(route -> assertThat(document.operation(route.method(), route.template())
                                .has("security"))
                        .as("%s needs no token", route)
                        .isEqualTo(route.open()));
    }

    @Test
    @Timeout(60)
    void describesWhatEveryRouteAnswers() throws java.io.IOException {
        Person lin = door.kith.meet("Lin", "kin", 1 << 30);
        door.kith.meet("Grace", "friend", 1 << 30);
        door.kith.meet("Ada", "neighbor", 1 << 30);
        door.kith.trouble("a", "b", "c");
        Files.writeString(folder.resolve("moon.txt"), "the moon is a friend");

        get("/status");
        get("/doctor");
        get("/openapi.json");
        get("/people");
        get("/stewards");
        call("POST", "/leaving", "");
        call("GET", "/people/{did}/trust", "/people/" + lin.did() + "/trust", "");
        get("/endings");
        get("/visible");
        get("/account");
        call("POST", "/account", "bytes");
        lines("POST", "/account/restore", "/account/restore", "{\"addresses\":[]}");
        call("DELETE", "/people/{did}", "/people/" + lin.did(), "");
        call("PUT", "/people/{did}/pledge", "/people/" + lin.did() + "/pledge", "{\"bytes\":5}");
        call("PUT", "/people/{did}/household", "/people/" + lin.did() + "/household", "{\"household\":\"mill\"}");
        call("POST", "/invitations", "{\"bond\":\"friend\",\"uses\":1,\"validForSeconds\":60}");
        call("POST", "/bonds", "{\"ticket\":\"kith-invite:abc\"}");
        JsonNode file = call("POST", "/files", "/files?name=moon.txt", "the moon");
        get("/files");
        String cid = file.get("manifest").stringValue();
        call("GET", "/files/{cid}", "/files/" + cid, "");
        call("POST", "/files/{cid}/check", "/files/" + cid + "/check", "");
        call("GET", "/files/{cid}/health", "/files/" + cid + "/health", "");
        call("GET", "/files/{cid}/content", "/files/" + cid + "/content", "");
        lines("POST", "/files/{cid}/check", "/files/" + cid + "/check", "");
        call("GET", "/files/{cid}/may", "/files/" + cid + "/may?act=read&who=" + lin.did(), "");
        String link = "{\"link\":\"" + file.get("link").stringValue() + "\"";
        call("POST", "/links/open", link + "}");
        call("POST", "/links/read", link + ",\"from\":4,\"to\":8}");
        lines("POST", "/links/pin", "/links/pin", link + "}");
        JsonNode imported = lines("POST", "/files/import", "/files/import", "{\"path\":\"" + folder + "\"}");
        String folderLink = "{\"link\":\"" + imported.get("result").get("link").stringValue() + "\"";
        call("POST", "/links/open", folderLink + "}");
        lines("POST", "/links/extract", "/links/extract", folderLink + ",\"target\":\"" + folder + "/out\"}");
        String backed = "{\"path\":\"" + folder + "\"";
        call("POST", "/backups", backed + ",\"everySeconds\":3600,\"keep\":\"24h 7d\"}");
        lines("POST", "/backups/now", "/backups/now", backed + "}");
        get("/backups");
        lines("POST", "/files/{cid}/drill", "/files/" + cid + "/drill", "");
        call("POST", "/backups/stop", backed + "}");
        String did = lin.did().toString();
        call("POST", "/denylists", "{\"name\":\"spam\"}");
        call("POST", "/denylists/entries", "{\"name\":\"spam\",\"what\":\"" + cid + "\",\"reason\":\"noise\"}");
        get("/denylists");
        call("POST", "/denylists/entries/remove", "{\"name\":\"spam\",\"what\":\"" + cid + "\"}");
        call("POST", "/denylists/subscriptions", "{\"name\":\"spam\",\"publisher\":\"" + did + "\"}");
        call("POST", "/denylists/import", "bytes");
        call("GET", "/denylists/{did}/{name}", "/denylists/" + did + "/spam", "");
        call("GET", "/denylists/{did}/{name}/signed", "/denylists/" + did + "/spam/signed", "");
        call("DELETE", "/denylists/{did}/{name}", "/denylists/" + did + "/spam", "");
        get("/denials");
        get("/devices");
        get("/devices/trace");
        PeerId phone = door.kith.devices().all().get(1).peer();
        String branch = "{\"branch\":\"bafyreihsoq4tpamgwehjs7hxmih42prx6mtcsxn5xrlfkgqfom3cnmqts4\"}";
        call("POST", "/devices/{peer}/name", "/devices/" + phone + "/name", "{\"name\":\"pocket\"}");
        call("POST", "/devices/{peer}/settle", "/devices/" + phone + "/settle", branch);
        call("POST", "/devices/{peer}/revoke", "/devices/" + phone + "/revoke", "{\"last\":\"3\"}");
        call("POST", "/devices/invite", "{\"validForSeconds\":600}");
        get("/devices/joining");
        PeerId guest = door.kith.devices().joining().getFirst().peer();
        call("POST", "/devices/joining/{peer}", "/devices/joining/" + guest, "");
        call("DELETE", "/devices/joining/{peer}", "/devices/joining/" + guest, "");
        get("/grants");
        call(
                "POST",
                "/grants",
                "{\"manifest\":\"" + cid + "\",\"to\":\"" + did + "\",\"until\":\"2027-01-01T00:00:00Z\"}");
        call("POST", "/grants/take", "{\"text\":\"kith-grant:aaaa\"}");
        call("POST", "/grants/{cid}/revoke", "/grants/" + cid + "/revoke", "{}");
        get("/attestations");
        JsonNode said = call("POST", "/attestations", "{\"subject\":\"" + did + "\",\"says\":\"repairs bicycles\"}");
        String paper = said.get("id").stringValue();
        call("GET", "/attestations/{cid}", "/attestations/" + paper, "");
        call("GET", "/attestations/{cid}/credential", "/attestations/" + paper + "/credential", "");
        call("POST", "/attestations/verify", "{}");
        call("POST", "/attestations/keep", "{}");
        call("POST", "/attestations/{cid}/revoke", "/attestations/" + paper + "/revoke", "{}");
        get("/guardians");
        call("PUT", "/guardians", "{\"who\":[\"" + did + "\"],\"need\":2,\"waitSeconds\":60}");
        call("POST", "/guardians/drill", "");
        get("/guardians/tomorrow");
        get("/guardians/requests");
        call("POST", "/guardians/requests/{id}/approve", "/guardians/requests/abcdef/approve", "{\"words\":\"a b\"}");
        call("POST", "/guardians/requests/{id}/refuse", "/guardians/requests/abcdef/refuse", "");
        call("POST", "/files/{cid}/release", "/files/" + cid + "/release", "");
        call("DELETE", "/files/{cid}", "/files/" + cid, "");
        call("POST", "/files/{cid}/restore", "/files/" + cid + "/restore", "");
        call("POST", "/session", "{\"token\":\"" + OpenDoor.TOKEN + "\"}");
        call("DELETE", "/session", "");
        signal();
        event();

        assertThat(tried).isEqualTo(document.operations());
        assertThat(Files.readString(folder.resolve("out/moon.txt"))).isEqualTo("the moon is a friend");
    }

    @Test
    void describesProblemsToo() {
        call("GET", "/files/{cid}", "/files/bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku", "");
        call("POST", "/files", "/files?name=moon.txt", "the moon");
        call("POST", "/bonds", "{}");
        call("PUT", "/people/{did}/pledge", "/people/nobody/pledge", "{\"bytes\":-1}");
        lines("POST", "/files/import", "/files/import", "{\"path\":\"/none\",\"reach\":\"moon\"}");
    }

    private void get(String path) {
        call("GET", path, path, "");
    }

    private JsonNode call(String method, String path, String body) {
        return call(method, path, path, body);
    }

    private JsonNode call(String method, String template, String path, String body) {
        HttpResponse<String> answer =
                door.send(door.request("/api/v1" + path).method(method, BodyPublishers.ofString(body)));
        tried.add(method + " /api/v1" + template);
        String type = answer.headers().firstValue("Content-Type").orElse("");
        JsonNode json = type.contains("json") ? OpenDoor.json(answer) : OpenDoor.json("{}");
        if (!type.isEmpty()) {
            document.assertDescribes(method, "/api/v1" + template, answer.statusCode(), type, json);
        }
        return json;
    }

    private JsonNode lines(String method, String template, String path, String body) {
        HttpResponse<String> answer = door.send(door.request("/api/v1" + path)
                .header("Accept", ProgressLines.TYPE)
                .method(method, BodyPublishers.ofString(body)));
        tried.add(method + " /api/v1" + template);
        List<JsonNode> lines = answer.body().lines().map(OpenDoor::json).toList();
        lines.forEach(line -> document.assertDescribes(method, "/api/v1" + template, 200, ProgressLines.TYPE, line));
        return lines.getLast();
    }

    private void signal() {
        SigningKey key = SigningKey.generate(new Random(1));
        PeerId peer = PeerId.of(key.verifyingKey());
        Multiaddr address = Multiaddr.of(new InetSocketAddress(InetAddress.ofLiteral("192.168.1.9"), 4070));
        byte[] sealed = new PeerRecord(peer, 1, List.of(address)).sealed(key);
        HttpResponse<String> told = door.send(door.anonymous("/signal").POST(BodyPublishers.ofByteArray(sealed)));
        HttpResponse<String> found = door.send(door.anonymous("/signal/" + peer));
        tried.add("POST /signal");
        tried.add("GET /signal/{peerId}");

        document.assertDescribes("POST", "/signal", told.statusCode(), "application/json", OpenDoor.json(told));
        document.assertDescribes(
                "GET", "/signal/{peerId}", found.statusCode(), "application/json", OpenDoor.json(found));
    }

    private void event() {
        tried.add("GET /api/v1/events");
        try (Stream<String> lines = door.send(door.request("/api/v1/events"), BodyHandlers.ofLines())
                .body()) {
            Iterator<String> line = lines.iterator();
            line.next();
            door.kith.meet("Lin", "kin", 1);
            String next = line.next();
            while (!next.startsWith("data: ")) {
                next = line.next();
            }
            document.assertIs("Event", OpenDoor.json(next.substring("data: ".length())));
        }
    }
}
