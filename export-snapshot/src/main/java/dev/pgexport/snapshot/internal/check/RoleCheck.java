package dev.pgexport.snapshot.internal.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.Finding;
import dev.pgexport.aws.AwsClients;
import dev.pgexport.aws.AwsFailure;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/** Whether RDS can become the role that it writes with. */
public record RoleCheck(AwsClients clients, String arn) implements Check {
    private static final Pattern ARN = Pattern.compile("arn:[a-z0-9-]+:iam::\\d{12}:role/(?:.*/)?([^/]+)");
    private static final String SERVICE = "export.rds.amazonaws.com";
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public String subject() {
        return "role";
    }

    @Override
    public Finding look() throws InterruptedException {
        Matcher matcher = ARN.matcher(arn);
        if (!matcher.matches()) {
            throw new ExportException(Kind.CONFIGURATION, "not the ARN of a role: " + arn)
                    .withAdvice("give --snapshot-role-arn as in arn:aws:iam::123456789012:role/export");
        }
        try (IamClient iam = clients.configure(IamClient.builder()).build()) {
            return judge(iam.getRole(request -> request.roleName(matcher.group(1)))
                    .role()
                    .assumeRolePolicyDocument());
        } catch (NoSuchEntityException e) {
            throw new ExportException(Kind.CONFIGURATION, "there is no role " + arn, e)
                    .withAdvice("perhaps correct --snapshot-role-arn");
        } catch (SdkException e) {
            if (Thread.interrupted() || e instanceof AbortedException) {
                throw new InterruptedException("interrupted while looking at a role");
            }
            return Finding.warning(
                    subject(),
                    "cannot look at whom it trusts: "
                            + AwsFailure.of(e, "look at the role " + arn).getMessage(),
                    "allow iam:GetRole to have it looked at; it must trust " + SERVICE);
        }
    }

    private Finding judge(String document) {
        JsonNode policy;
        try {
            policy = JSON.readTree(URLDecoder.decode(document, StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            return Finding.warning(subject(), "its trust policy is no JSON", "it must trust " + SERVICE);
        }
        boolean trusted = items(policy.path("Statement")).stream()
                .filter(statement -> statement.path("Effect").asText().equals("Allow"))
                .anyMatch(statement ->
                        texts(statement.path("Principal").path("Service")).contains(SERVICE));
        if (!trusted) {
            throw new ExportException(Kind.PERMISSION, "the role " + arn + " does not trust " + SERVICE)
                    .withAdvice("add it to the role's trust policy as a service that may sts:AssumeRole");
        }
        return Finding.ok(subject(), arn + " trusts " + SERVICE);
    }

    private static List<JsonNode> items(JsonNode node) {
        List<JsonNode> items = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(items::add);
        } else {
            items.add(node);
        }
        return items;
    }

    private static List<String> texts(JsonNode node) {
        return items(node).stream().map(JsonNode::asText).toList();
    }
}
