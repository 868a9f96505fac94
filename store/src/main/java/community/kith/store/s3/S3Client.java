package community.kith.store.s3;

import community.kith.store.blob.StorageFullException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;

/// Single requests to one bucket of an S3 service: signed, bounded in size and time, and tried again a few times when
/// the service or the way to it fails. Objects are named without the address's prefix. Safe for many threads.
public final class S3Client implements AutoCloseable {
    static final int LISTED_AT_ONCE = 1000;
    private static final long MAX_PAGE_BYTES = 4 << 20;
    private static final long MAX_ERROR_BYTES = 64 << 10;
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final long SLOWEST_BYTES_PER_SECOND = 64 << 10;
    private static final int ATTEMPTS = 5;
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final Set<String> FULL = Set.of("QuotaExceeded", "InsufficientCapacity", "XMinioStorageFull");
    /// Signed, and set to the same by the HTTP client itself.
    private static final String HOST = "host";

    private final S3Address address;
    private final Signature signature;
    private final InstantSource clock;
    private final RandomGenerator chance;
    private final HttpClient http;

    /// @param chance how long to wait before the next attempt
    public S3Client(S3Address address, S3Credentials credentials, InstantSource clock, RandomGenerator chance) {
        this.address = address;
        this.signature = new Signature(credentials, address.region());
        this.clock = clock;
        this.chance = chance;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    S3Address address() {
        return address;
    }

    /// Stores an object; the service checks the bytes against their hash.
    void put(String object, Payload payload) throws IOException {
        ask(new Question("PUT", object, new TreeMap<>(), new TreeMap<>(), payload, MAX_ERROR_BYTES));
    }

    /// Makes the bucket, if it is not there.
    public void createBucket() throws IOException {
        var bucket = new Question("PUT", "", new TreeMap<>(), new TreeMap<>(), Payload.NONE, MAX_ERROR_BYTES);
        var answer = attempt(bucket);
        if (answer.statusCode() / 100 != 2 && answer.statusCode() != 409) {
            throw refused(bucket, answer);
        }
    }

    /// The size of an object, empty when it is not there.
    OptionalLong size(String object) throws IOException {
        var head = new Question("HEAD", object, new TreeMap<>(), new TreeMap<>(), Payload.NONE, 0);
        var answer = find(head);
        if (answer.isEmpty()) {
            return OptionalLong.empty();
        }
        var length = answer.get().headers().firstValueAsLong("content-length");
        if (length.isEmpty() || length.getAsLong() < 0) {
            throw new ProtocolException(head + " at " + address + ": the answer names no size");
        }
        return length;
    }

    /// An object that has at most so many bytes, empty when it is not there.
    ///
    /// @throws ProtocolException when it has more
    Optional<byte[]> get(String object, long maxBytes) throws IOException {
        return find(new Question("GET", object, new TreeMap<>(), new TreeMap<>(), Payload.NONE, maxBytes))
                .map(HttpResponse::body);
    }

    /// Exactly the bytes `from` to `to` (exclusive, not none) of an object, empty when it is not there.
    ///
    /// @throws ProtocolException when the service sends others
    Optional<byte[]> get(String object, long from, long to) throws IOException {
        var headers = new TreeMap<String, String>();
        headers.put("range", "bytes=" + from + "-" + (to - 1));
        var range = new Question("GET", object, new TreeMap<>(), headers, Payload.NONE, to - from);
        var answer = find(range);
        if (answer.isEmpty()) {
            return Optional.empty();
        }
        var wanted = "bytes " + from + "-" + (to - 1) + "/";
        var partial = answer.get().statusCode() == 206
                && answer.get().headers().firstValue("content-range").orElse("").startsWith(wanted);
        if (!partial && (from > 0 || answer.get().statusCode() != 200)) {
            throw new ProtocolException(range + " at " + address + ": the answer is not that range");
        }
        if (answer.get().body().length != to - from) {
            throw new ProtocolException(range + " at " + address + ": "
                    + answer.get().body().length + " bytes came instead of " + (to - from));
        }
        return Optional.of(answer.get().body());
    }

    /// Removes an object, or does nothing when it is not there.
    void delete(String object) throws IOException {
        find(new Question("DELETE", object, new TreeMap<>(), new TreeMap<>(), Payload.NONE, MAX_ERROR_BYTES));
    }

    /// The next objects after one, by the order of their names; their keys are without the prefix.
    ///
    /// @throws ProtocolException when the service goes in circles
    Answers.Page list(String after) throws IOException {
        var query = new TreeMap<String, String>();
        query.put("list-type", "2");
        query.put("max-keys", String.valueOf(LISTED_AT_ONCE));
        query.put("prefix", address.prefix());
        if (!after.isEmpty()) {
            query.put("start-after", address.prefix() + after);
        }
        var question = new Question("GET", "", query, new TreeMap<>(), Payload.NONE, MAX_PAGE_BYTES);
        var page = Answers.page(ask(question).body());
        var objects = new ArrayList<Answers.Listed>();
        var last = after;
        for (var listed : page.objects()) {
            var key = listed.key();
            if (!key.startsWith(address.prefix())
                    || key.substring(address.prefix().length()).compareTo(last) <= 0) {
                throw new ProtocolException(question + " at " + address + ": the list is not in order");
            }
            last = key.substring(address.prefix().length());
            objects.add(new Answers.Listed(last, listed.sizeBytes()));
        }
        if (page.more() && objects.isEmpty()) {
            throw new ProtocolException(question + " at " + address + ": the list does not end");
        }
        return new Answers.Page(objects, page.more());
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    /// A request, from which each attempt makes one of its own; about the bucket itself when `object` is empty.
    private record Question(
            String method,
            String object,
            SortedMap<String, String> query,
            SortedMap<String, String> headers,
            Payload payload,
            long maxAnswerBytes) {
        @Override
        public String toString() {
            return object.isEmpty() ? method : method + " of " + object;
        }
    }

    private HttpResponse<byte[]> ask(Question question) throws IOException {
        var answer = attempt(question);
        if (answer.statusCode() / 100 != 2) {
            throw refused(question, answer);
        }
        return answer;
    }

    private Optional<HttpResponse<byte[]>> find(Question question) throws IOException {
        var answer = attempt(question);
        if (answer.statusCode() == 404 && !Answers.error(answer.body()).startsWith("NoSuchBucket")) {
            return Optional.empty();
        }
        if (answer.statusCode() / 100 != 2) {
            throw refused(question, answer);
        }
        return Optional.of(answer);
    }

    private HttpResponse<byte[]> attempt(Question question) throws IOException {
        for (var attempt = 1; ; attempt++) {
            IOException failure;
            try {
                var answer = once(question);
                if (!isPassing(answer.statusCode())) {
                    return answer;
                }
                failure = refused(question, answer);
            } catch (ProtocolException | InterruptedIOException e) {
                throw e;
            } catch (IOException e) {
                failure = new IOException(question + " at " + address + " failed: " + e, e);
            }
            if (attempt == ATTEMPTS || failure instanceof StorageFullException) {
                throw failure;
            }
            pause(attempt);
        }
    }

    /// Worth another attempt: the service is busy or out of order.
    private static boolean isPassing(int status) {
        return status == 408 || status == 429 || (status >= 500 && status != 501 && status != 505);
    }

    private void pause(int attempt) throws InterruptedIOException {
        var most = FIRST_PAUSE_MILLIS << attempt;
        try {
            Thread.sleep(most / 2 + chance.nextLong(most / 2));
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private HttpResponse<byte[]> once(Question question) throws IOException {
        var headers = new TreeMap<>(question.headers());
        headers.put(HOST, address.host());
        var path = address.path(question.object().isEmpty() ? "" : address.prefix() + question.object());
        var signed = signature.headers(
                new Signature.Signed(
                        question.method(),
                        path,
                        question.query(),
                        headers,
                        question.payload().sha256()),
                clock.instant());
        var query = question.query().isEmpty() ? "" : "?" + Signature.query(question.query());
        var request = HttpRequest.newBuilder(
                        URI.create(address.endpoint().getScheme() + "://" + address.host() + path + query))
                .method(question.method(), question.payload().body());
        signed.forEach((name, value) -> {
            if (!name.equals(HOST)) {
                request.header(name, value);
            }
        });
        var most = question.maxAnswerBytes();
        var bytes = question.payload().sizeBytes() + most;
        return send(request.build(), most, ANSWER.plusSeconds(bytes / SLOWEST_BYTES_PER_SECOND));
    }

    private HttpResponse<byte[]> send(HttpRequest request, long maxBytes, Duration timeout) throws IOException {
        // What it has to say about an error may be longer than what was asked for.
        HttpResponse.BodyHandler<byte[]> body =
                info -> BoundedBody.atMost(info.statusCode() / 100 == 2 ? maxBytes : MAX_ERROR_BYTES)
                        .apply(info);
        var answer = http.sendAsync(request, body);
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new IOException("no whole answer within " + timeout.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            throw interrupted();
        } catch (ExecutionException e) {
            throw cause(e);
        }
    }

    private static IOException cause(ExecutionException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProtocolException bad) {
                return bad;
            }
        }
        return e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
    }

    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted while an S3 service was asked");
    }

    private IOException refused(Question question, HttpResponse<byte[]> answer) {
        var said = Answers.error(answer.body());
        var what = question + " at " + address + ": " + answer.statusCode() + (said.isEmpty() ? "" : " " + said);
        var code = said.split(":", 2)[0];
        if (answer.statusCode() == 507 || FULL.contains(code)) {
            return new StorageFullException(what);
        }
        return switch (answer.statusCode()) {
            case 301, 302, 307, 308 -> new IOException(what + "; check endpoint, region and style");
            case 401, 403 -> new IOException(what + "; check the credentials, their rights and this computer's clock");
            case 404 -> new IOException(what + "; create the bucket, or check its name");
            default -> new IOException(what);
        };
    }
}
