package community.kith.app.client;

import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.node.api.Attestations;
import community.kith.node.api.Backups;
import community.kith.node.api.Check;
import community.kith.node.api.Denylists;
import community.kith.node.api.Departure;
import community.kith.node.api.Entrusted;
import community.kith.node.api.Events;
import community.kith.node.api.FileHealth;
import community.kith.node.api.FileInfo;
import community.kith.node.api.FileQuery;
import community.kith.node.api.Grants;
import community.kith.node.api.Guardians;
import community.kith.node.api.Invitation;
import community.kith.node.api.Kith;
import community.kith.node.api.MayInfo;
import community.kith.node.api.NodeStatus;
import community.kith.node.api.Opened;
import community.kith.node.api.OwnDevices;
import community.kith.node.api.Parting;
import community.kith.node.api.Person;
import community.kith.node.api.Progress;
import community.kith.node.api.PutRequest;
import community.kith.node.api.PutSource;
import community.kith.node.api.Removal;
import community.kith.node.api.Restored;
import community.kith.node.api.Steward;
import community.kith.node.api.Trust;
import community.kith.node.api.Visible;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A node in another process, over its HTTP API. Paths are those of this computer: the API serves its owner only.
///
/// Where [Kith] declares no `IOException`, a call that does not get through is an [UncheckedIOException].
public final class RemoteKith implements Kith {
    private final Api api;

    public RemoteKith(URI base, String token) {
        this.api = new Api(base, token);
    }

    @Override
    public NodeStatus status() {
        return unchecked(() -> Json.read(api.get("/status"), NodeStatus.class));
    }

    @Override
    public FileInfo put(PutRequest request, PutSource source, Progress progress) throws IOException {
        return switch (source) {
            case PutSource.OnDisk disk -> {
                ObjectNode body = describe(request).put("path", disk.path().toString());
                yield Json.read(api.watch("/files/import", body, progress), FileInfo.class);
            }
            case PutSource.Streamed streamed -> {
                var told = new Told(streamed.bytes(), progress);
                yield Json.read(
                        api.post("/files?" + query(request), BodyPublishers.ofInputStream(() -> told)), FileInfo.class);
            }
        };
    }

    @Override
    public Opened open(String link) throws IOException {
        return Json.read(api.post("/links/open", linked(link)), Opened.class);
    }

    @Override
    public void read(String link, String path, long from, OptionalLong to, OutputStream out) throws IOException {
        ObjectNode body = linked(link).put("path", path).put("from", from);
        to.ifPresent(end -> body.put("to", end));
        try (InputStream bytes = api.download("/links/read", body)) {
            bytes.transferTo(out);
        }
    }

    @Override
    public long extract(String link, Path target, Progress progress) throws IOException {
        ObjectNode body = linked(link).put("target", target.toString());
        return api.watch("/links/extract", body, progress).path("bytes").asLong();
    }

    @Override
    public List<FileInfo> files(FileQuery which) {
        String query = "?limit=" + which.most()
                + which.after().map(last -> "&after=" + last).orElse("")
                + which.called().map(what -> "&called=" + encoded(what)).orElse("");
        return list("/files" + query, "files", FileInfo.class);
    }

    @Override
    public FileInfo info(Cid manifest) throws IOException {
        return Json.read(api.get("/files/" + manifest), FileInfo.class);
    }

    @Override
    public FileHealth health(Cid manifest) throws IOException {
        return Json.read(api.get("/files/" + manifest + "/health"), FileHealth.class);
    }

    @Override
    public FileHealth check(Cid manifest, Progress progress) throws IOException {
        return Json.read(api.watch("/files/" + manifest + "/check", Json.object(), progress), FileHealth.class);
    }

    @Override
    public FileInfo pin(String link, Progress progress) throws IOException {
        return Json.read(api.watch("/links/pin", linked(link), progress), FileInfo.class);
    }

    @Override
    public void remove(Cid manifest, Removal how) throws IOException {
        api.delete("/files/" + manifest + "?how=" + label(how));
    }

    @Override
    public List<FileInfo> removed() {
        return list("/files?removed=true", "files", FileInfo.class);
    }

    @Override
    public FileInfo restore(Cid manifest) throws IOException {
        return Json.read(api.post("/files/" + manifest + "/restore", Json.object()), FileInfo.class);
    }

    @Override
    public FileInfo release(Cid manifest) throws IOException {
        return Json.read(api.post("/files/" + manifest + "/release", Json.object()), FileInfo.class);
    }

    @Override
    public Backups backups() {
        return new RemoteBackups(api);
    }

    @Override
    public MayInfo may(Did who, String act, Cid manifest) throws IOException {
        String asked = URLEncoder.encode(act, StandardCharsets.UTF_8);
        return Json.read(api.get("/files/" + manifest + "/may?act=" + asked + "&who=" + who), MayInfo.class);
    }

    @Override
    public OwnDevices devices() {
        return new RemoteDevices(api);
    }

    @Override
    public Grants grants() {
        return new RemoteGrants(api);
    }

    @Override
    public Attestations attestations() {
        return new RemoteAttestations(api);
    }

    @Override
    public Guardians guardians() {
        return new RemoteGuardians(api);
    }

    @Override
    public Denylists denylists() {
        return new RemoteDenylists(api);
    }

    @Override
    public Invitation invite(String bondKind, int uses, Duration validFor) throws IOException {
        ObjectNode body =
                Json.object().put("bond", bondKind).put("uses", uses).put("validForSeconds", validFor.toSeconds());
        return Json.read(api.post("/invitations", body), Invitation.class);
    }

    @Override
    public void household(Did who, String household) throws IOException {
        api.put(
                "/people/" + encoded(who.toString()) + "/household",
                Json.object().put("household", household));
    }

    @Override
    public Person accept(String ticket) throws IOException {
        return Json.read(api.post("/bonds", Json.object().put("ticket", ticket)), Person.class);
    }

    @Override
    public List<Person> people() {
        return list("/people", "people", Person.class);
    }

    @Override
    public Person pledge(Did who, long bytes) throws IOException {
        return Json.read(
                api.put(
                        "/people/" + encoded(who.toString()) + "/pledge",
                        Json.object().put("bytes", bytes)),
                Person.class);
    }

    @Override
    public Trust trust(Did who) throws IOException {
        return Json.read(api.get("/people/" + encoded(who.toString()) + "/trust"), Trust.class);
    }

    @Override
    public Parting unbond(Did who) throws IOException {
        return Json.read(api.delete("/people/" + encoded(who.toString())), Parting.class);
    }

    @Override
    public List<Parting> partings() {
        return list("/endings", "ending", Parting.class);
    }

    @Override
    public List<Visible> visible() {
        return list("/visible", "visible", Visible.class);
    }

    @Override
    public void exportAccount(OutputStream out) throws IOException {
        try (InputStream account = api.follow("/account", "application/octet-stream")) {
            account.transferTo(out);
        }
    }

    @Override
    public Restored importAccount(InputStream account) throws IOException {
        return Json.read(api.post("/account", BodyPublishers.ofInputStream(() -> account)), Restored.class);
    }

    @Override
    public Restored restoreAccount(List<String> addresses, Progress progress) throws IOException {
        ObjectNode body = Json.object();
        var list = body.putArray("addresses");
        addresses.forEach(list::add);
        return Json.read(api.watch("/account/restore", body, progress), Restored.class);
    }

    @Override
    public List<Steward> stewards() {
        return list("/stewards", "stewards", Steward.class);
    }

    @Override
    public List<Entrusted> entrusted() {
        return list("/stewards", "entrusted", Entrusted.class);
    }

    @Override
    public List<Departure> leave() throws IOException {
        var left = new ArrayList<Departure>();
        for (JsonNode item : api.post("/leaving", Json.object()).path("left")) {
            left.add(Json.read(item, Departure.class));
        }
        return List.copyOf(left);
    }

    @Override
    public List<Check> doctor() {
        return list("/doctor", "checks", Check.class);
    }

    @Override
    public Events events() {
        return unchecked(() -> new RemoteEvents(api.follow("/events", "text/event-stream")));
    }

    private <T> List<T> list(String path, String field, Class<T> type) {
        return unchecked(() -> {
            var list = new ArrayList<T>();
            for (JsonNode item : api.get(path).path(field)) {
                list.add(Json.read(item, type));
            }
            return List.copyOf(list);
        });
    }

    private static ObjectNode linked(String link) {
        return Json.object().put("link", link);
    }

    private static ObjectNode describe(PutRequest request) {
        ObjectNode body = Json.object()
                .put("name", request.name())
                .put("reach", request.reach())
                .put("holders", label(request.holders()))
                .put("wait", label(request.until()));
        var to = body.putArray("to");
        request.to().forEach(to::add);
        if (!request.profile().isEmpty()) {
            body.put("profile", request.profile());
        }
        return body;
    }

    private static String query(PutRequest request) {
        var query = new StringBuilder("name=" + encoded(request.name()) + "&reach=" + encoded(request.reach())
                + "&holders=" + label(request.holders()) + "&wait=" + label(request.until()));
        request.to().forEach(who -> query.append("&to=").append(encoded(who)));
        if (!request.profile().isEmpty()) {
            query.append("&profile=").append(encoded(request.profile()));
        }
        return query.toString();
    }

    private static String label(PutRequest.Holders holders) {
        return switch (holders) {
            case BY_REACH -> "by-reach";
            case ONLY_MY_DEVICES -> "only-my-devices";
        };
    }

    private static String label(Removal how) {
        return switch (how) {
            case CAREFUL -> "careful";
            case SURE -> "sure";
            case FOR_GOOD -> "for-good";
        };
    }

    private static String label(PutRequest.Wait wait) {
        return switch (wait) {
            case FOR_ACCEPTED -> "accepted";
            case FOR_DURABLE -> "durable";
        };
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @FunctionalInterface
    private interface Call<T> {
        T now() throws IOException;
    }

    private static <T> T unchecked(Call<T> call) {
        try {
            return call.now();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
