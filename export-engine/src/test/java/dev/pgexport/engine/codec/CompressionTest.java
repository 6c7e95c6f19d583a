package dev.pgexport.engine.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgexport.api.manifest.Codec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CompressionTest {
    @Property(tries = 80)
    void whatWasCompressedDecompressesToItself(
            @ForAll("compressions") Compression compression, @ForAll("contents") byte[] content) throws IOException {
        assertThat(decompress(compression.codec(), compress(compression, content)))
                .isEqualTo(content);
    }

    @Property(tries = 40)
    void concatenatedMembersAreOneObject(
            @ForAll("compressions") Compression compression,
            @ForAll("contents") byte[] first,
            @ForAll("contents") byte[] second)
            throws IOException {
        byte[] both = concatenate(compress(compression, first), compress(compression, second));

        assertThat(decompress(compression.codec(), both)).isEqualTo(concatenate(first, second));
    }

    @Property(tries = 150)
    void everyPartThatIsCutOffFails(
            @ForAll("realCompressions") Compression compression,
            @ForAll("contents") byte[] content,
            @ForAll Random random)
            throws IOException {
        byte[] whole = compress(compression, content);
        byte[] part = Arrays.copyOf(whole, random.nextInt(whole.length));

        assertThatThrownBy(() -> decompress(compression.codec(), part)).isInstanceOf(IOException.class);
    }

    @Example
    void everyPrefixOfASmallObjectFails() throws IOException {
        for (Codec codec : new Codec[] {Codec.GZIP, Codec.ZSTD, Codec.LZ4}) {
            Compression compression = new Compression(codec, Compression.defaultLevel(codec));
            for (byte[] content : new byte[][] {{}, "id,name\n1,one\n".getBytes(StandardCharsets.UTF_8), noise(1000)}) {
                byte[] whole = compress(compression, content);
                for (int length = 0; length < whole.length; length++) {
                    byte[] part = Arrays.copyOf(whole, length);
                    assertThatThrownBy(() -> decompress(codec, part))
                            .as("%d of %d bytes of %s", length, whole.length, codec)
                            .isInstanceOf(IOException.class);
                }
            }
        }
    }

    @Example
    void whateverFollowsTheEndFails() throws IOException {
        for (Codec codec : new Codec[] {Codec.GZIP, Codec.ZSTD, Codec.LZ4}) {
            Compression compression = new Compression(codec, Compression.defaultLevel(codec));
            byte[] whole = compress(compression, noise(300_000));
            for (int more = 1; more < 20; more++) {
                byte[] followed = concatenate(whole, noise(more));
                assertThatThrownBy(() -> decompress(codec, followed))
                        .as("%d bytes after %s", more, codec)
                        .isInstanceOf(IOException.class);
            }
        }
    }

    @Property(tries = 100)
    void aDamagedByteIsFoundOrChangesNothing(
            @ForAll("realCompressions") Compression compression,
            @ForAll("contents") byte[] content,
            @ForAll Random random)
            throws IOException {
        byte[] damaged = compress(compression, content);
        damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));

        byte[] read;
        try {
            read = decompress(compression.codec(), damaged);
        } catch (IOException expected) {
            return;
        }
        assertThat(read).isEqualTo(content);
    }

    @Example
    void aLevelThatTheCodecDoesNotHaveIsRefused() {
        assertThatThrownBy(() -> new Compression(Codec.GZIP, 10)).hasMessage("the level of gzip is 1 to 9: 10");
        assertThatThrownBy(() -> new Compression(Codec.ZSTD, 20)).hasMessage("the level of zstd is 1 to 19: 20");
        assertThatThrownBy(() -> new Compression(Codec.LZ4, 0)).hasMessage("the level of lz4 is 1 to 12: 0");
        assertThatThrownBy(() -> new Compression(Codec.NONE, 1)).hasMessage("without compression there is no level");
    }

    @Example
    void aHigherLevelCompressesBetter() throws IOException {
        byte[] content = new Random(1)
                .ints(50_000, 0, 10_000)
                .mapToObj(number -> number + ",2026-11-21T01:02:03Z,move\n")
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8);
        for (Codec codec : new Codec[] {Codec.GZIP, Codec.LZ4}) {
            assertThat(compress(new Compression(codec, 9), content).length)
                    .as(codec.name())
                    .isLessThan(compress(new Compression(codec, 1), content).length);
        }
    }

    @Provide
    Arbitrary<Compression> compressions() {
        return Arbitraries.oneOf(Arbitraries.just(Compression.none()), realCompressions());
    }

    @Provide
    Arbitrary<Compression> realCompressions() {
        return Arbitraries.oneOf(
                Arbitraries.integers().between(1, 9).map(level -> new Compression(Codec.GZIP, level)),
                Arbitraries.integers().between(1, 9).map(level -> new Compression(Codec.ZSTD, level)),
                Arbitraries.integers().between(1, 12).map(level -> new Compression(Codec.LZ4, level)));
    }

    /** Nothing, little, more than a block of every codec; compressible and not. */
    @Provide
    Arbitrary<byte[]> contents() {
        Arbitrary<Integer> sizes = Arbitraries.oneOf(
                Arbitraries.integers().between(0, 100), Arbitraries.integers().between(100, 300_000));
        return Combinators.combine(sizes, Arbitraries.integers().between(1, 256))
                .as((size, values) -> {
                    byte[] content = new byte[size];
                    Random random = new Random(size);
                    for (int i = 0; i < size; i++) {
                        content[i] = (byte) random.nextInt(values);
                    }
                    return content;
                });
    }

    private static byte[] noise(int size) {
        byte[] noise = new byte[size];
        new Random(size).nextBytes(noise);
        return noise;
    }

    private static byte[] concatenate(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static byte[] compress(Compression compression, byte[] content) throws IOException {
        ByteArrayOutputStream stored = new ByteArrayOutputStream();
        try (OutputStream out = compression.compress(stored)) {
            out.write(content);
        }
        return stored.toByteArray();
    }

    private static byte[] decompress(Codec codec, byte[] stored) throws IOException {
        try (InputStream in = Decompression.open(codec, new ByteArrayInputStream(stored))) {
            return in.readAllBytes();
        }
    }
}
