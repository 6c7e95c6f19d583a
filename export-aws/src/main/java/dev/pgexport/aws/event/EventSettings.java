package dev.pgexport.aws.event;

import dev.pgexport.api.setting.Setting;
import dev.pgexport.aws.AwsSettings;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which event bus hears of things.
 *
 * @param aws how it is reached
 * @param bus its name or its ARN
 */
public record EventSettings(
        AwsSettings aws,

        @Setting(
                key = "events.bus",
                placeholder = "NAME|ARN",
                description =
                        "Send an event to this bus of Amazon EventBridge when a run has ended; default is the name"
                                + " of the one that every account has")
        Optional<String> bus) {

    /** See PutEventsRequestEntry in the API reference of EventBridge. */
    private static final Pattern BUS =
            Pattern.compile("(arn:[a-z0-9-]+:events:[a-z0-9-]+:[0-9]{12}:event-bus/)?[A-Za-z0-9._/-]{1,256}");

    public EventSettings {
        if (bus.isPresent() && !BUS.matcher(bus.get()).matches()) {
            throw new IllegalArgumentException(
                    "events.bus is the name of an event bus, or its ARN: arn:aws:events:REGION:ACCOUNT:event-bus/NAME");
        }
    }
}
