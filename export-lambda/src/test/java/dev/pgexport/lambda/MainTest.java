package dev.pgexport.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.Security;
import org.junit.jupiter.api.Test;

class MainTest {
    /** The runtime interface client allows TLS 1.0 and 3DES once more, for functions of another age. */
    @Test
    void whatTlsForbidsStaysForbidden() throws Exception {
        String before = Security.getProperty("jdk.tls.disabledAlgorithms");

        Main.loadClient();

        assertThat(Security.getProperty("jdk.tls.disabledAlgorithms"))
                .isEqualTo(before)
                .contains("TLSv1.1");
    }
}
