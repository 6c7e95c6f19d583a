package dev.pgexport.testkit.rds;

import java.util.List;
import java.util.Optional;

/**
 * What StartExportTask asks for.
 *
 * @param prefix empty when the request has none
 */
record ExportRequest(
        String task,
        String sourceArn,
        String bucket,
        Optional<String> prefix,
        String role,
        String key,
        List<String> exportOnly) {
    static ExportRequest of(Node parameters) {
        ExportRequest request = new ExportRequest(
                RequestRules.identifier(
                        "ExportTaskIdentifier", parameters.required("ExportTaskIdentifier"), MAX_IDENTIFIER),
                parameters.required("SourceArn"),
                parameters.required("S3BucketName"),
                parameters.text("S3Prefix"),
                parameters.required("IamRoleArn"),
                parameters.required("KmsKeyId"),
                parameters.texts("ExportOnly", "member"));
        RequestRules.prefix(request.prefix.orElse(""));
        RequestRules.role(request.role);
        RequestRules.exportOnly(request.exportOnly);
        return request;
    }

    /** By the console's word; the API's documentation is silent. */
    private static final int MAX_IDENTIFIER = 60;

    /** Return the key below which the task writes, with a slash at the end. */
    String folder() {
        String parent = prefix.orElse("").replaceAll("/+$", "");
        return (parent.isEmpty() ? "" : parent + "/") + task + "/";
    }
}
