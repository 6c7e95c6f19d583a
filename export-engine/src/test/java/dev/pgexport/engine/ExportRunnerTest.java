package dev.pgexport.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.assertj.core.groups.Tuple.tuple;

import dev.pgexport.api.Checksums;
import dev.pgexport.api.ExistingObject;
import dev.pgexport.api.ExportException;
import dev.pgexport.api.ExportException.Kind;
import dev.pgexport.api.ExportId;
import dev.pgexport.api.Leftover;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.TableName;
import dev.pgexport.api.Written;
import dev.pgexport.api.manifest.Codec;
import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.api.manifest.ManifestObject;
import dev.pgexport.engine.RunEvent.LeftoverRemoved;
import dev.pgexport.engine.RunEvent.ManifestWritten;
import dev.pgexport.engine.RunEvent.ObjectStored;
import dev.pgexport.engine.RunResult.AlreadyDone;
import dev.pgexport.engine.RunResult.Completed;
import dev.pgexport.engine.codec.Decompression;
import dev.pgexport.engine.location.ExportLocation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class ExportRunnerTest {
    private final RunFixture fixture = new RunFixture().withTwoTables();

    @Test
    void everyObjectAndTheManifestAreInTheLocation() throws Exception {
        assertThat(fixture.run()).isInstanceOf(Completed.class);

        assertThat(fixture.sink.names())
                .containsExactly(
                        fixture.id + "/data/public.moves/1.csv.zst",
                        fixture.id + "/data/public.moves/2.csv.zst",
                        fixture.id + "/data/public.users/1.csv.zst",
                        fixture.id + "/manifest.json",
                        fixture.id + "/schema/schema.dump");
    }

    @Test
    void theManifestInTheLocationIsTheOneReturned() throws Exception {
        Manifest manifest = fixture.complete();

        assertThat(new ExportLocation(fixture.sink).read(fixture.id)).isEqualTo(manifest);
        assertThat(fixture.events(ManifestWritten.class)).containsExactly(new ManifestWritten(manifest));
    }

    @Test
    void theManifestHasWhatTheSourceSaid() throws Exception {
        Manifest manifest = fixture.complete();

        assertThat(manifest.id()).isEqualTo(fixture.id);
        assertThat(manifest.strategy()).isEqualTo("scripted");
        assertThat(manifest.programVersion()).isEqualTo("0.1.0");
        assertThat(manifest.settings()).isEqualTo(Map.of("scripted.format", "csv"));
        assertThat(manifest.source().database()).isEqualTo("app");
        assertThat(manifest.leftOut())
                .singleElement()
                .matches(left -> left.name().equals("public.prices"));
    }

    @Test
    void theManifestSumsTheRowsOfEachTableOverItsObjects() throws Exception {
        Manifest manifest = fixture.complete();

        assertThat(manifest.tables())
                .extracting(table -> table.description().name(), table -> table.rows(), table -> table.objects())
                .containsExactly(
                        tuple(
                                new TableName("public", "moves"),
                                OptionalLong.of(1500),
                                List.of(
                                        ObjectName.of("data/public.moves/1.csv.zst"),
                                        ObjectName.of("data/public.moves/2.csv.zst"))),
                        tuple(
                                new TableName("public", "users"),
                                OptionalLong.of(10),
                                List.of(ObjectName.of("data/public.users/1.csv.zst"))));
    }

    @Test
    void sizesAndChecksumsAreThoseOfTheStoredBytes() throws Exception {
        for (Codec codec : Codec.values()) {
            RunFixture run = new RunFixture().withTwoTables();
            run.settings = new RunSettings(Optional.of(2), codec, Optional.empty(), 3, Optional.empty());
            for (ManifestObject object : run.complete().objects()) {
                byte[] stored = run.sink.objects.get(run.id.resolve(object.name()));
                byte[] decoded = Decompression.open(object.codec(), new ByteArrayInputStream(stored))
                        .readAllBytes();
                CRC32C crc32c = new CRC32C();
                crc32c.update(stored);
                assertThat(object.bytes()).isEqualTo(stored.length);
                assertThat(object.decodedBytes()).isEqualTo(decoded.length);
                assertThat(object.checksums().sha256())
                        .contains(HexFormat.of()
                                .formatHex(MessageDigest.getInstance("SHA-256").digest(stored)));
                assertThat(object.checksums().crc32c()).contains(HexFormat.of().toHexDigits((int) crc32c.getValue()));
            }
        }
    }

    @Test
    void whatIsCompressedAlreadyIsStoredAsItIs() throws Exception {
        ManifestObject schema = fixture.complete().objects().stream()
                .filter(object -> object.name().equals(ObjectName.of("schema/schema.dump")))
                .findFirst()
                .orElseThrow();

        assertThat(schema.codec()).isEqualTo(Codec.NONE);
        assertThat(fixture.sink.objects.get(fixture.id.resolve(schema.name())))
                .asString()
                .isEqualTo("PGDMP");
    }

    @Test
    void anExportWithoutObjectsIsComplete() throws Exception {
        RunFixture empty = new RunFixture();

        assertThat(empty.complete().objects()).isEmpty();
        assertThat(empty.sink.names()).containsExactly(empty.id + "/manifest.json");
    }

    @Test
    void countersAgreeWithTheManifest() throws Exception {
        Manifest manifest = fixture.complete();

        assertThat(fixture.progress.rows()).isEqualTo(1510);
        assertThat(fixture.progress.objectsStored()).isEqualTo(4);
        assertThat(fixture.progress.estimatedBytes()).isEqualTo(12_345);
        assertThat(fixture.progress.bytesRead())
                .isEqualTo(manifest.objects().stream()
                        .mapToLong(ManifestObject::decodedBytes)
                        .sum());
        assertThat(fixture.progress.bytesStored())
                .isEqualTo(manifest.objects().stream()
                        .mapToLong(ManifestObject::bytes)
                        .sum());
        assertThat(fixture.progress.inFlight()).isEmpty();
    }

    @Test
    void aSecondRunOfTheSameIdDoesNothing() throws Exception {
        Manifest first = fixture.complete();

        assertThat(fixture.run()).isEqualTo(new AlreadyDone(first));
        assertThat(fixture.source.opened).hasValue(1);
    }

    @Test
    void aSecondRunOfTheSameIdWithOtherSettingsIsAConflict() throws Exception {
        fixture.complete();
        fixture.recorded = Map.of("scripted.format", "text");

        assertThatThrownBy(fixture::run)
                .asInstanceOf(type(ExportException.class))
                .satisfies(failure -> {
                    assertThat(failure.kind()).isEqualTo(Kind.CONFLICT);
                    assertThat(failure).hasMessageContaining(fixture.id.value());
                });
        assertThat(fixture.sink.names()).contains(fixture.id + "/manifest.json").hasSize(5);
    }

    @Test
    void anIdThatALivingRunHoldsIsAConflict() throws Exception {
        fixture.sink.claim(fixture.id);

        assertThatThrownBy(fixture::run).hasMessageContaining("a living run holds");
        assertThat(fixture.source.opened).hasValue(0);
    }

    @Test
    void theClaimIsReleasedAtTheEnd() throws Exception {
        fixture.complete();

        assertThat(fixture.sink.claimed).isEmpty();
    }

    @Test
    void whatDeadRunsLeftIsRemovedFirst() throws Exception {
        Leftover leftover = new Leftover(new ExportId("dead"), 3, 100);
        fixture.sink.leftovers.add(leftover);
        fixture.source.onOpen = () -> assertThat(fixture.sink.leftovers).isEmpty();

        fixture.complete();

        assertThat(fixture.events(LeftoverRemoved.class)).containsExactly(new LeftoverRemoved(leftover));
    }

    @Test
    void aLeftoverThatCannotBeRemovedIsNoReasonToFail() throws Exception {
        fixture.sink.leftovers.add(new Leftover(new ExportId("dead"), 3, 100));
        fixture.sink.fault = (operation, subject) -> {
            if (operation.equals("remove")) {
                throw new IOException("permission denied");
            }
        };

        assertThat(fixture.run()).isInstanceOf(Completed.class);
        assertThat(fixture.events(RunEvent.Warning.class)).hasSize(1);
    }

    @Test
    void objectsOfADeadRunOfTheSameIdAreNoPartOfTheExport() throws Exception {
        fixture.sink.objects.put(fixture.id.resolve(ObjectName.of("data/public.old/1.csv")), new byte[] {1});

        fixture.complete();

        assertThat(fixture.sink.names()).hasSize(5).noneMatch(name -> name.contains("old"));
    }

    @Test
    void objectsOfOtherExportsStay() throws Exception {
        ObjectName other = ObjectName.of(fixture.id + "2/data/1.csv");
        fixture.sink.objects.put(other, new byte[] {1});

        fixture.complete();

        assertThat(fixture.sink.objects).containsKey(other);
    }

    @Test
    void whatLiesInTheStorageAlreadyIsAdoptedByASinkThatCan() throws Exception {
        fixture.sink.adopts = true;
        URI place = URI.create("memory:/elsewhere/part.parquet");
        fixture.sink.elsewhere.put(place, "PAR1".getBytes(StandardCharsets.UTF_8));
        fixture.source.tables = List.of("moves");
        fixture.source.objects = List.of(ScriptedObject.of("data/public.moves/1.parquet", out -> {
                    throw new AssertionError("its bytes were asked for");
                })
                .existingAt(new ExistingObject(
                        place, 4, Checksums.ofEtag("etag-1"), Written.rows(new TableName("public", "moves"), 7))));

        Manifest manifest = fixture.complete();

        assertThat(manifest.objects()).singleElement().satisfies(object -> {
            assertThat(object.name()).isEqualTo(ObjectName.of("data/public.moves/1.parquet"));
            assertThat(object.bytes()).isEqualTo(4);
            assertThat(object.rows()).containsEntry(new TableName("public", "moves"), 7L);
        });
        assertThat(fixture.source.request.orElseThrow().handOff()).isPresent();
    }

    @Test
    void whatLiesElsewhereIsWrittenToASinkThatCannotAdoptIt() throws Exception {
        fixture.source.objects = List.of(
                ScriptedObject.rows("moves", 1, 5)
                        .existingAt(new ExistingObject(
                                URI.create("memory:/none"), 9, Checksums.ofEtag("etag-1"), Written.withoutRows())),
                ScriptedObject.rows("users", 1, 1));

        assertThat(fixture.complete().objects().get(0).rows()).containsValue(5L);
    }

    @Test
    void warningsOfObjectsAreInTheManifestOnce() throws Exception {
        fixture.source.objects = List.of(
                ScriptedObject.rows("moves", 1, 5),
                ScriptedObject.rows("users", 1, 5),
                ScriptedObject.of("a", out -> new Written(Map.of(), List.of("pg_dump: warning"))),
                ScriptedObject.of("b", out -> new Written(Map.of(), List.of("pg_dump: warning"))));

        assertThat(fixture.complete().warnings()).containsExactly("pg_dump: warning");
    }

    @Test
    void aListenerThatThrowsDoesNotFailTheExport() throws Exception {
        fixture.listener = event -> {
            throw new IllegalStateException("broken display");
        };

        assertThat(fixture.run()).isInstanceOf(Completed.class);
    }

    @Test
    void everyObjectIsReportedOnceStored() throws Exception {
        Manifest manifest = fixture.complete();

        assertThat(fixture.events(ObjectStored.class))
                .extracting(ObjectStored::object)
                .containsExactlyInAnyOrderElementsOf(manifest.objects());
    }

    @Test
    void theSourceIsClosedBeforeTheManifestIsWritten() throws Exception {
        fixture.sink.fault = (operation, subject) -> {
            if (operation.equals("create")) {
                assertThat(fixture.source.closed).hasPositiveValue();
            }
        };

        assertThat(fixture.run()).isInstanceOf(Completed.class);
    }
}
