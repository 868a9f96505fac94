package community.kith.doors.http;

import java.io.IOException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Takes every request: looks who asks, finds what is asked for, and turns failures into problems.
final class FrontDesk extends Handler.Abstract {
    private static final String API = "/api/";

    private final Gate gate;
    private final Router router;
    private final Page page;

    FrontDesk(Gate gate, Router router, Page page) {
        this.gate = gate;
        this.router = router;
        this.page = page;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        // Holders may take their time to answer; only a read or write of the client's that stalls ends a request.
        request.addIdleTimeoutListener(idle -> false);
        Headers.guard(response);
        var exchange = new Exchange(request, response);
        try {
            serve(exchange);
            callback.succeeded();
        } catch (IOException | IllegalArgumentException failure) {
            answer(exchange, failure, callback);
        }
        return true;
    }

    private void serve(Exchange exchange) throws IOException {
        String path = exchange.request().getHttpURI().getDecodedPath();
        boolean signal = path != null && SignalApi.isAt(path);
        if (!signal || SignalApi.isFromHere(exchange.request())) {
            gate.checkHost(exchange.request());
        }
        if (path == null || !(path.startsWith(API) || signal)) {
            page.serve(exchange);
            return;
        }
        exchange.header(HttpHeader.CACHE_CONTROL, "no-store");
        Router.Found found = router.find(exchange.request().getMethod(), path);
        if (!found.route().open()) {
            gate.admit(exchange.request());
        }
        found.route().endpoint().serve(exchange.with(found.path()));
    }

    private static void answer(Exchange exchange, Exception failure, Callback callback) {
        if (exchange.committed() || failure instanceof EofException) {
            callback.failed(failure); // cuts the connection, so that nobody takes a part for the whole
            return;
        }
        if (failure instanceof ProblemException named) {
            named.headers().forEach(exchange::header);
        }
        try {
            exchange.problem(Problem.of(failure));
            callback.succeeded();
        } catch (IOException gone) {
            callback.failed(gone);
        }
    }
}
