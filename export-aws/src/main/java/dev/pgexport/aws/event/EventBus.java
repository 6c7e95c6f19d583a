package dev.pgexport.aws.event;

import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.aws.AwsClients;
import dev.pgexport.aws.AwsFailure;
import dev.pgexport.aws.AwsSettings;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;

/** A bus of Amazon EventBridge. Thread-safe. */
public final class EventBus implements AutoCloseable {
    /** What events say that they come from; rules and policies ({@code events:source}) match it. */
    public static final String SOURCE = "pgexport";

    /** An event is told, not promised: nobody waits long for one that cannot be sent. */
    private static final int MOST_ATTEMPTS = 3;

    private static final Duration LONGEST_ATTEMPT = Duration.ofSeconds(5);
    private static final Pattern ARN = Pattern.compile("arn:[^:]+:events:([^:]+):.*");

    private final String bus;
    private final AwsClients clients;
    private final EventBridgeClient client;

    private EventBus(String bus, AwsClients clients) {
        this.bus = bus;
        this.clients = clients;
        this.client = clients.configure(EventBridgeClient.builder()).build();
    }

    /**
     * Make a client; sends nothing.
     *
     * @param bus its name or ARN, which says where it is
     * @throws ExportException of kind CONFIGURATION when there is no region
     */
    public static EventBus open(AwsSettings settings, String bus) {
        Matcher arn = ARN.matcher(bus);
        return new EventBus(bus, AwsClients.open(hasty(arn.matches() ? settings.withRegion(arn.group(1)) : settings)));
    }

    private static AwsSettings hasty(AwsSettings settings) {
        return new AwsSettings(
                settings.region(),
                settings.profile(),
                settings.endpoint(),
                settings.pathStyle(),
                settings.integrity(),
                Math.min(settings.attempts(), MOST_ATTEMPTS),
                settings.timeout().compareTo(LONGEST_ATTEMPT) < 0 ? settings.timeout() : LONGEST_ATTEMPT);
    }

    /**
     * Send an event.
     *
     * @param type its detail-type
     * @param detail a JSON object of less than 256 KiB
     * @throws ExportException when the bus did not take it
     */
    public void send(String type, String detail) {
        PutEventsRequestEntry event = PutEventsRequestEntry.builder()
                .eventBusName(bus)
                .source(SOURCE)
                .detailType(type)
                .detail(detail)
                .build();
        PutEventsResponse answer;
        try {
            answer = client.putEvents(request -> request.entries(event));
        } catch (SdkException e) {
            throw AwsFailure.of(e, "send an event to the bus " + bus);
        }
        answer.entries().stream()
                .filter(entry -> entry.errorCode() != null)
                .findFirst()
                .ifPresent(refused -> {
                    throw new ExportException(
                            Kind.UNAVAILABLE,
                            "the event bus " + bus + " did not take an event: " + refused.errorCode() + ", "
                                    + refused.errorMessage());
                });
    }

    @Override
    public void close() {
        client.close();
        clients.close();
    }
}
