package community.kith.store.s3;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Where blobs are in an S3 service: written `s3://BUCKET/PREFIX?endpoint=URL&region=NAME&style=path`.
///
/// @param endpoint scheme, host and port of the service
/// @param prefix what the names of all objects begin with: empty, or ending in `/`
public record S3Address(URI endpoint, String region, String bucket, String prefix, Style style) {
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final Pattern PREFIX = Pattern.compile("([A-Za-z0-9._-]{1,100}/){0,8}");
    private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,40}");
    private static final Set<String> KNOWN = Set.of("endpoint", "region", "style");

    /// Where the bucket's name stands in a URL.
    public enum Style {
        /// `https://HOST/BUCKET/OBJECT`, which every service understands.
        PATH,
        /// `https://BUCKET.HOST/OBJECT`, which Amazon wants.
        HOST
    }

    public S3Address {
        require(BUCKET.matcher(bucket).matches(), "'" + bucket + "' is no name of a bucket");
        require(PREFIX.matcher(prefix).matches(), "'" + prefix + "' cannot begin the names of objects");
        require(REGION.matcher(region).matches(), "'" + region + "' is no region");
        var scheme = String.valueOf(endpoint.getScheme());
        require(scheme.equals("https") || scheme.equals("http"), "the endpoint is an http or https URL");
        require(endpoint.getHost() != null, "the endpoint names no host");
        require(endpoint.getRawUserInfo() == null, "no credentials in the endpoint");
        endpoint = origin(endpoint);
    }

    /// @throws IllegalArgumentException saying what is not understood
    public static S3Address parse(String text) {
        var uri = URI.create(text);
        require("s3".equals(uri.getScheme()) && uri.getRawAuthority() != null, "an S3 bucket is written s3://BUCKET");
        var options = options(uri.getQuery());
        var region = options.getOrDefault("region", "us-east-1");
        var own = options.get("endpoint");
        var endpoint = URI.create(own == null ? "https://s3." + region + ".amazonaws.com" : own);
        var style = options.getOrDefault("style", own == null ? "host" : "path");
        require(style.equals("path") || style.equals("host"), "style is path or host");
        var prefix = uri.getRawPath().replaceFirst("^/", "");
        return new S3Address(
                endpoint,
                region,
                uri.getRawAuthority(),
                prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/",
                Style.valueOf(style.toUpperCase(Locale.ROOT)));
    }

    private static Map<String, String> options(@org.jspecify.annotations.Nullable String query) {
        var options = new TreeMap<String, String>();
        for (var option : query == null ? new String[0] : query.split("&")) {
            var mark = option.indexOf('=');
            require(mark > 0 && KNOWN.contains(option.substring(0, mark)), "'" + option + "' is not understood");
            options.put(option.substring(0, mark), option.substring(mark + 1));
        }
        return options;
    }

    /// What a signature calls the host: without the port that its scheme has anyway.
    String host() {
        var authority = endpoint.getRawAuthority();
        return style == Style.HOST ? bucket + "." + authority : authority;
    }

    /// The path of an object, or of the bucket itself when `object` is empty. Neither has signs that need an escape.
    String path(String object) {
        return style == Style.HOST ? "/" + object : "/" + bucket + (object.isEmpty() ? "" : "/" + object);
    }

    private static URI origin(URI endpoint) {
        var usual = endpoint.getScheme().equals("https") ? 443 : 80;
        var port = endpoint.getPort() < 0 || endpoint.getPort() == usual ? "" : ":" + endpoint.getPort();
        return URI.create(endpoint.getScheme() + "://" + endpoint.getHost() + port);
    }

    private static void require(boolean held, String otherwise) {
        if (!held) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    @Override
    public String toString() {
        return "bucket " + bucket + (prefix.isEmpty() ? "" : "/" + prefix) + " at " + endpoint;
    }
}
