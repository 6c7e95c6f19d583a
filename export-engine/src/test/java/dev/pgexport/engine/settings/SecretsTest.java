package dev.pgexport.engine.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "postgresql://app:hunter2@db/app | postgresql://app:********@db/app",
                "postgresql://app:p@ss@db:5432,db2/app | postgresql://app:********@db:5432,db2/app",
                "postgresql://app:hun/ter2@db/app | postgresql://app:********@db/app",
                "postgresql://app:hun?ter2@db/app | postgresql://app:********@db/app",
                "postgresql://db/app?password=hunter2&sslmode=require | postgresql://db/app?password=********&sslmode=require",
                "host=db password='hunter 2' user=app | host=db password=******** user=app",
                "host=db password = 'a\\'hunter' user=app | host=db password = ******** user=app",
                "host=db sslpassword=hunter2 | host=db sslpassword=********",
                "postgresql://app@db:5432/app | postgresql://app@db:5432/app",
                "db:5432/?X-Amz-Security-Token=FQo%2B&X-Amz-Signature=ab12 | db:5432/?X-Amz-Security-Token=********&X-Amz-Signature=********",
                "s3://bucket/prefix/ | s3://bucket/prefix/"
            })
    void masksPasswordsAndNothingElse(String text, String masked) {
        assertThat(Secrets.mask(text)).isEqualTo(masked);
    }
}
