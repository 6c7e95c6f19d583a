package dev.pgexport.testkit.rds;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/**
 * Speaks AWS's query protocol: a form in, XML out.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-query-protocol.html">AWS query protocol</a>
 */
final class QueryHandler implements HttpHandler {
    private static final RdsError DEFECT = new RdsError(500, "InternalFailure", "a defect of the stand-in: ");

    private final ServiceModel model = ServiceModel.load();
    private final Set<String> accessKeyIds;
    private final Actions actions;
    private final RequestFaults faults;
    private final IntSupplier pageSize;
    private final Consumer<RdsRequest> ledger;

    /** @param accessKeyIds who is let in */
    QueryHandler(
            Actions actions,
            RequestFaults faults,
            IntSupplier pageSize,
            Consumer<RdsRequest> ledger,
            Set<String> accessKeyIds) {
        this.accessKeyIds = accessKeyIds;
        this.actions = actions;
        this.faults = faults;
        this.pageSize = pageSize;
        this.ledger = ledger;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> form =
                    form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            String action = Optional.ofNullable(form.remove("Action")).orElse("");
            Optional<RequestFaults.Fault> fault = faults.next(action);
            if (fault.filter(RequestFaults.Fault.RequestLost.class::isInstance).isPresent()) {
                ledger.accept(new RdsRequest(action, Map.copyOf(form), Optional.empty()));
                return;
            }
            Optional<RdsError> refusal = fault.filter(RequestFaults.Fault.Refused.class::isInstance)
                    .map(refused -> ((RequestFaults.Fault.Refused) refused).error());
            String requestId = UUID.randomUUID().toString();
            Answer answer = answer(requestId, () -> {
                checkCaller(exchange);
                refusal.ifPresent(error -> {
                    throw error.exception();
                });
                return perform(action, form, requestId);
            });
            ledger.accept(new RdsRequest(action, Map.copyOf(form), answer.error()));
            if (fault.filter(RequestFaults.Fault.AnswerLost.class::isInstance).isPresent()) {
                return;
            }
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/xml");
            exchange.getResponseHeaders().set("x-amzn-RequestId", requestId);
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static Map<String, String> form(String body) {
        Map<String, String> form = new LinkedHashMap<>();
        for (String pair : body.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                form.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return form;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private record Answer(int status, String body, Optional<RdsError> error) {}

    private static Answer answer(String requestId, Callable<String> perform) {
        RdsError error;
        try {
            return new Answer(200, perform.call(), Optional.empty());
        } catch (RdsException e) {
            error = e.error();
        } catch (Exception e) {
            error = new RdsError(DEFECT.status(), DEFECT.code(), DEFECT.message() + e);
        }
        XmlElement body = XmlElement.present(
                "ErrorResponse",
                Optional.of(XmlElement.present(
                        "Error",
                        XmlElement.text("Type", error.status() < 500 ? "Sender" : "Receiver"),
                        XmlElement.text("Code", error.code()),
                        XmlElement.text("Message", error.message()))),
                XmlElement.text("RequestId", requestId));
        return new Answer(error.status(), body.document(), Optional.of(error));
    }

    private void checkCaller(HttpExchange exchange) {
        String authorization = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .orElseThrow(
                        () -> new RdsError(403, "MissingAuthenticationToken", "Request is missing Authentication Token")
                                .exception());
        if (!authorization.matches("AWS4-HMAC-SHA256 Credential=[^/]+/[0-9]{8}/[^/]+/rds/aws4_request, ?.*")) {
            throw new RdsError(400, "IncompleteSignature", "The request is not signed for rds.").exception();
        }
        if (accessKeyIds.stream().noneMatch(id -> authorization.contains("Credential=" + id + "/"))) {
            throw new RdsError(403, "InvalidClientTokenId", "The security token included in the request is invalid.")
                    .exception();
        }
    }

    private String perform(String action, Map<String, String> form, String requestId) {
        String version = Optional.ofNullable(form.remove("Version")).orElse("");
        if (!model.has(action) || !version.equals(ServiceModel.VERSION)) {
            throw new RdsError(400, "InvalidAction", "Could not find operation " + action + " for version " + version)
                    .exception();
        }
        Node parameters = Node.of(form);
        XmlElement result;
        try {
            model.checkInput(action, parameters);
            result = actions.perform(action, parameters, pageSize.getAsInt());
        } catch (RdsException e) {
            model.checkError(action, e.error());
            throw e;
        }
        model.checkOutput(action, result);
        return XmlElement.present(
                        action + "Response",
                        Optional.of(result),
                        Optional.of(XmlElement.present("ResponseMetadata", XmlElement.text("RequestId", requestId))))
                .document();
    }
}
