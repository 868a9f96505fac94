package community.kith.doors.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/// Answers what never reached an endpoint (a request that is not HTTP, headers without end) or what broke inside one,
/// in
/// the same words as every other problem and without a word about our insides.
final class LastResort extends ErrorHandler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus() < 400 ? 500 : response.getStatus();
        var problem = Problem.ofStatus(status, HttpStatus.getMessage(status));
        Headers.guard(response);
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/problem+json");
        try {
            Content.Sink.write(response, true, ByteBuffer.wrap(Json.bytes(problem)));
            callback.succeeded();
        } catch (IOException gone) {
            callback.failed(gone);
        }
        return true;
    }
}
