package community.kith.doors.http;

import community.kith.node.api.FileInfo;
import community.kith.node.api.Kith;
import community.kith.node.api.NotFoundException;
import community.kith.node.api.Opened;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.eclipse.jetty.http.HttpHeader;

/// The bytes of one of my files, whole or a range of them; a folder comes as a ZIP of its files.
///
/// Whatever the bytes are, a browser is told to save and never to show them: somebody else may have made them.
final class FileContent implements Endpoint {
    private final Kith kith;

    FileContent(Kith kith) {
        this.kith = kith;
    }

    @Override
    public void serve(Exchange exchange) throws IOException {
        FileInfo file = kith.info(exchange.cid());
        Optional<String> path = exchange.query("path").filter(text -> !text.isEmpty());
        if (path.isPresent()) {
            Opened.Entry entry = entry(file, path.get());
            bytes(exchange, file, entry.path(), entry.sizeBytes());
        } else if (file.kind() == FileInfo.Kind.FOLDER) {
            zip(exchange, file);
        } else {
            bytes(exchange, file, "", file.sizeBytes());
        }
    }

    private Opened.Entry entry(FileInfo file, String path) throws IOException {
        return kith.open(file.link()).entries().stream()
                .filter(entry -> entry.path().equals(path) && entry.kind().equals("file"))
                .findFirst()
                .orElseThrow(() -> new NotFoundException("there is no file " + path + " in " + file.name()));
    }

    private void bytes(Exchange exchange, FileInfo file, String path, long sizeBytes) throws IOException {
        String tag = '"' + file.manifest().toString() + (path.isEmpty() ? "" : "/" + encoded(path)) + '"';
        Optional<ByteRange> range =
                exchange.header("If-Range").filter(known -> !known.equals(tag)).isPresent()
                        ? Optional.empty()
                        : exchange.header("Range").flatMap(header -> ByteRange.parse(header, sizeBytes));
        if (range.isPresent() && range.get().isEmpty()) {
            throw new ProblemException(
                    Problem.outOfRange(exchange.header("Range").orElse(""), sizeBytes),
                    HttpHeader.CONTENT_RANGE,
                    "bytes */" + sizeBytes);
        }
        ByteRange wanted = range.orElse(new ByteRange(0, sizeBytes));
        exchange.header(HttpHeader.ETAG, tag);
        exchange.header(HttpHeader.ACCEPT_RANGES, "bytes");
        attachment(exchange, path.isEmpty() ? file.name() : path.substring(path.lastIndexOf('/') + 1));
        exchange.length(wanted.to() - wanted.from());
        range.ifPresent(part -> exchange.header(HttpHeader.CONTENT_RANGE, part.header(sizeBytes)));
        OutputStream out = exchange.stream(range.isPresent() ? 206 : 200, "application/octet-stream");
        if (wanted.from() < wanted.to()) {
            kith.read(file.link(), path, wanted.from(), OptionalLong.of(wanted.to()), out);
        }
        out.close();
    }

    private void zip(Exchange exchange, FileInfo folder) throws IOException {
        Opened opened = kith.open(folder.link());
        attachment(exchange, folder.name() + ".zip");
        var zip = new ZipOutputStream(exchange.stream(200, "application/zip"));
        zip.setLevel(Deflater.BEST_SPEED);
        for (Opened.Entry entry : opened.entries()) {
            if (entry.kind().equals("file")) {
                zip.putNextEntry(new ZipEntry(folder.name() + "/" + entry.path()));
                if (entry.sizeBytes() > 0) {
                    kith.read(folder.link(), entry.path(), 0, OptionalLong.empty(), zip);
                }
                zip.closeEntry();
            }
        }
        zip.close();
    }

    /// RFC 6266: a name any client understands, and the real one.
    private static void attachment(Exchange exchange, String name) {
        String plain = name.replaceAll("[^A-Za-z0-9 ._()+-]", "_");
        exchange.header(
                HttpHeader.CONTENT_DISPOSITION,
                "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + encoded(name));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
    }
}
