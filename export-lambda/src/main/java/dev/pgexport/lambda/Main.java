package dev.pgexport.lambda;

import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import dev.pgexport.cli.application.Application;
import java.security.Security;

/** Starts pgexport as a function of AWS Lambda: asks Lambda's runtime interface for events until it is ended. */
public final class Main {
    private static final String RUNTIME_API = "AWS_LAMBDA_RUNTIME_API";
    private static final String DISABLED_BY_TLS = "jdk.tls.disabledAlgorithms";
    private static final int CONFIGURATION = 78;

    private Main() {}

    /**
     * Start.
     *
     * @param arguments ignored: Lambda hands over an image's CMD
     */
    public static void main(String[] arguments) throws Throwable {
        if (System.getenv(RUNTIME_API) == null) {
            System.err.println("pgexport: " + RUNTIME_API + " is not set: this is the entry point for AWS Lambda");
            System.err.println("  perhaps leave the image's own entry point, which takes pgexport's arguments");
            System.exit(CONFIGURATION);
        }
        Application.composeQuickly();
        loadClient();
        AWSLambda.main(new String[] {ExportHandler.class.getName()});
    }

    /** Load the runtime interface client, which allows what TLS no longer does (old versions, weak ciphers), and undo that. */
    static void loadClient() throws ClassNotFoundException {
        String disabled = Security.getProperty(DISABLED_BY_TLS);
        Class.forName(AWSLambda.class.getName(), true, Main.class.getClassLoader());
        if (disabled != null) {
            Security.setProperty(DISABLED_BY_TLS, disabled);
        }
    }
}
