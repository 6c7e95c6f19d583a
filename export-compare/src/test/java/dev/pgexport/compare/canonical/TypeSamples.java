package dev.pgexport.compare.canonical;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Values of every type that PostgreSQL has, and of types that users make. */
final class TypeSamples {
    /** What the samples of user types need; runs with the search_path that a new database has. */
    static final String SCHEMA = """
            CREATE EXTENSION hstore; CREATE EXTENSION citext; CREATE EXTENSION ltree;
            CREATE SCHEMA "Odd (1) ""Schema\""";
            CREATE TYPE public.mood AS ENUM ('sad', 'so so', 'a,b', '"', 'NULL', '');
            CREATE TYPE "Odd (1) ""Schema\"""."Mood[]" AS ENUM ('sad', 'happy');
            CREATE DOMAIN public.price AS numeric(12,2);
            CREATE DOMAIN public.code AS character(5);
            CREATE DOMAIN public.moment AS timestamp(3) with time zone;
            CREATE DOMAIN public.payload AS bytea;
            CREATE DOMAIN public.prices AS public.price[];
            CREATE TYPE public.part AS (id integer, name text, code character(4), price numeric(10,3), raw bytea,
                                        at timestamp with time zone, tags text[], weight double precision);
            CREATE TYPE public.whole AS (part public.part, parts public.part[], mood public.mood, gone integer);
            ALTER TYPE public.whole DROP ATTRIBUTE gone;
            CREATE TYPE public.single AS (sole text);
            CREATE TYPE public.nothing AS ();
            CREATE TYPE public.textrange AS RANGE (subtype = text);
            CREATE TYPE public.floatrange AS RANGE (subtype = double precision);
            CREATE TYPE public.intervalrange AS RANGE (subtype = interval);
            """;

    private static final List<String> PIECES = List.of(
            "a",
            "B",
            "\"",
            "\\",
            "''",
            ",",
            "(",
            ")",
            "{",
            "}",
            "[",
            "]",
            " ",
            "\t",
            "\n",
            "\r",
            "\u000b",
            ";",
            ":",
            "NULL",
            "null",
            "é",
            "日本",
            "\uD83D\uDCA9",
            "\u00a0",
            "\u0085",
            "x",
            "/",
            "%",
            "0",
            "-",
            ".");

    private TypeSamples() {}

    static List<TypeSample> all() {
        return Stream.of(plain(), numbers(), moments(), others(), user())
                .flatMap(List::stream)
                .toList();
    }

    private static List<TypeSample> plain() {
        List<String> edges = List.of(
                "''",
                "' '",
                "'a'",
                "'a '",
                "'a  '",
                "' a'",
                "'NULL'",
                "'null'",
                "'nUlL'",
                "'\"'",
                "'\\'",
                "'\\N'",
                "'\\.'",
                "'{}'",
                "'(,)'",
                "E'\\n'",
                "E'\\t'",
                "'é'",
                "repeat('x', 3000)",
                "'\\x41'",
                "'0'",
                "'t'");
        Function<Random, String> random = source -> "'" + text(source, 8) + "'";
        TypeSample text = new TypeSample("text", edges, random);
        Function<Random, String> cut = source -> "'" + text(source, 8) + "'::character varying(7)";
        TypeSample sized =
                new TypeSample("character(7)", edges.subList(0, 18), source -> cut.apply(source) + "::character(7)");
        TypeSample internal = new TypeSample(
                "\"char\"",
                IntStream.range(0, 256)
                        .mapToObj(octet -> "(" + octet + " - 256 * (" + octet + " > 127)::integer)::\"char\"")
                        .toList(),
                source -> "(" + (source.nextInt(256) - 128) + ")::\"char\"");
        return List.of(
                text,
                text.array(),
                new TypeSample("character varying(7)", edges.subList(0, 18), cut),
                sized,
                sized.array(),
                text.with("bpchar"),
                text.with("bpchar").array(),
                new TypeSample("name", edges.subList(0, 18), random),
                internal,
                new TypeSample("\"char\"[]", List.of("'{}'"), source -> "ARRAY['a', '', '\\', '\"']::\"char\"[]"),
                new TypeSample(
                        "json",
                        List.of(
                                "'{}'",
                                "'{\"a\":1}'",
                                "'{\"a\": 1}'",
                                "'{\"a\":1,\"a\":2}'",
                                "' 1'",
                                "'\"\\u00e9\"'",
                                "'1.0'"),
                        source -> "'" + " ".repeat(source.nextInt(3)) + json(source) + "'"),
                new TypeSample(
                        "jsonb",
                        List.of("'{}'", "'{\"b\":1, \"a\":1.0}'", "'[1,2.00,null]'", "'\"\\u00e9\"'", "'1e3'"),
                        source -> "'" + json(source) + "'"),
                new TypeSample("jsonb[]", List.of("'{}'"), source -> "ARRAY['" + json(source) + "', NULL]::jsonb[]"),
                new TypeSample(
                        "jsonpath",
                        List.of("'$'", "'strict $.a[*] ? (@.b == \"c\")'"),
                        source -> "'$.\"k" + source.nextInt(99) + "\"[" + source.nextInt(9) + "]'"),
                new TypeSample(
                        "xml",
                        List.of(
                                "XMLPARSE(CONTENT '')",
                                "XMLPARSE(CONTENT 'a  b')",
                                "'<?xml version=\"1.0\"?><a/>'",
                                "'<?xml version=\"1.0\" encoding=\"UTF-8\"?><a>é</a>'",
                                "'<?xml version=\"1.0\" standalone=\"yes\"?><a/>'",
                                "E'<?xml version=\"1.0\"?>\\n<a/>'"),
                        source -> "XMLPARSE(CONTENT '<a b=\"" + source.nextInt() + "\">é</a>')"),
                new TypeSample(
                        "bytea",
                        List.of("''", "'\\x00'", "'\\xff'", "'\\x5c'", "'\\x5c78'", "'\\x4142'", "'\\x27'"),
                        source -> "'\\x" + hexadecimal(source, 2 * source.nextInt(20)) + "'"),
                new TypeSample(
                        "bytea[]",
                        List.of("'{}'", "ARRAY['', NULL]::bytea[]"),
                        source -> "ARRAY['\\x" + hexadecimal(source, 6) + "', NULL]::bytea[]"),
                new TypeSample("boolean", List.of("true", "false"), source -> String.valueOf(source.nextBoolean())),
                new TypeSample("boolean[]", List.of("'{}'"), source -> "ARRAY[" + source.nextBoolean() + ", NULL]"));
    }

    private static List<TypeSample> numbers() {
        List<String> numericEdges = List.of(
                "0::numeric",
                "0.0",
                "0.00",
                "1.0",
                "1.00",
                "1",
                "-1",
                "-0.5",
                "'NaN'",
                "0.0001",
                "0.00001",
                "10000",
                "9999",
                "10000.0001",
                "1e20::numeric",
                "1e-20::numeric",
                "123456789012345678901234567890.1234567890",
                "-0.00000001",
                "1e1000::numeric",
                "0.1e-1000::numeric",
                "100000000",
                "0.00010000");
        TypeSample numeric = new TypeSample("numeric", numericEdges, source -> decimal(source, 30, 20));
        List<String> declaredEdges = List.of("0", "1", "1.5", "-1.25", "99.99", "-0.01", "'NaN'", "0.001", "100");
        TypeSample price = new TypeSample("numeric(12,2)", declaredEdges, source -> decimal(source, 9, 4));
        TypeSample float8 = new TypeSample(
                "double precision", doubles(), source -> "'" + anyDouble(source) + "'::double precision");
        TypeSample float4 = new TypeSample("real", floats(), source -> "'" + anyFloat(source) + "'::real");
        TypeSample int8 = new TypeSample(
                "bigint",
                List.of("0::bigint", "(-9223372036854775808)::bigint", "9223372036854775807::bigint", "-1::bigint"),
                source -> "'" + (source.nextLong() >> source.nextInt(64)) + "'::bigint");
        TypeSample int4 = new TypeSample(
                "integer",
                List.of("0", "(-2147483648)::integer", "2147483647", "-1", "10", "99", "100"),
                source -> "'" + (source.nextInt() >> source.nextInt(32)) + "'::integer");
        return List.of(
                numeric,
                numeric.array(),
                numeric.range("numrange"),
                numeric.range("numrange").multirange("nummultirange"),
                new TypeSample("numeric", List.of("'Infinity'", "'-Infinity'"), source -> "'Infinity'").since(14),
                price,
                price.array(),
                new TypeSample(
                        "numeric(5)", List.of("0", "1.5", "-99999"), source -> "'" + source.nextInt(99999) + "'"),
                new TypeSample(
                                "numeric(3,-2)",
                                List.of("0", "150", "-99900"),
                                source -> "'" + source.nextInt(9999) + "'")
                        .since(15),
                new TypeSample("numeric(3,5)", List.of("0", "0.00123"), source -> "0.00" + source.nextInt(999))
                        .since(15),
                float8,
                float8.array(),
                float4,
                float4.array(),
                int8,
                new TypeSample(
                                "bigint",
                                List.of("0", "'-9223372036854775808'", "9223372036854775806"),
                                source -> "'" + (source.nextLong() >> 1) + "'")
                        .range("int8range"),
                int4,
                int4.array(),
                new TypeSample(
                        "int4range",
                        List.of("'empty'", "'(,)'", "'[1,)'", "'(,5]'", "'[1,1]'"),
                        source -> "int4range(-" + source.nextInt(1000) + ", " + source.nextInt(1000) + ")"),
                new TypeSample(
                                "int4multirange",
                                List.of("'{}'", "'{[1,2],[5,9)}'", "'{(,)}'"),
                                source -> "'{[-" + (1 + source.nextInt(99)) + ",0),[5," + (6 + source.nextInt(99))
                                        + "]}'")
                        .since(14),
                new TypeSample(
                        "smallint",
                        List.of("0", "-32768", "32767"),
                        source -> String.valueOf((short) source.nextInt())),
                new TypeSample(
                        "oid", List.of("0", "4294967295"), source -> "'" + (source.nextInt() & 0xffffffffL) + "'"),
                new TypeSample(
                        "xid", List.of("'0'", "'4294967295'"), source -> "'" + (source.nextInt() & 0xffffffffL) + "'"),
                new TypeSample(
                        "cid", List.of("'0'", "'4294967295'"), source -> "'" + (source.nextInt() & 0xffffffffL) + "'"),
                new TypeSample(
                        "xid8",
                        List.of("'0'", "'18446744073709551615'"),
                        source -> "'" + Long.toUnsignedString(source.nextLong()) + "'"),
                new TypeSample(
                        "tid",
                        List.of("'(0,0)'", "'(4294967295,65535)'"),
                        source -> "'(" + source.nextInt(9999) + ",7)'"),
                new TypeSample("int2vector", List.of("''", "'1 -2 3'"), source -> "'" + source.nextInt(999) + " 5'"),
                new TypeSample(
                        "oidvector", List.of("''", "'1 4294967295'"), source -> "'" + source.nextInt(999) + " 5'"),
                new TypeSample(
                        "pg_snapshot",
                        List.of("'10:10:'", "'10:20:10,14,15'"),
                        source -> "'" + (1 + source.nextInt(9)) + ":30:11,12'"),
                new TypeSample(
                        "pg_lsn",
                        List.of("'0/0'", "'FFFFFFFF/FFFFFFFF'", "'16/B374D848'", "'A/00000001'"),
                        source -> "'" + Integer.toHexString(source.nextInt()) + "/"
                                + Integer.toHexString(source.nextInt()) + "'"),
                new TypeSample(
                        "money",
                        List.of(
                                "0",
                                "0.01::numeric",
                                "-0.01::numeric",
                                "1000",
                                "-1234567.89::numeric",
                                "'-92233720368547758.08'",
                                "'92233720368547758.07'"),
                        source -> decimal(source, 12, 2) + "::numeric"),
                new TypeSample(
                        "money[]",
                        List.of("'{}'"),
                        source -> "ARRAY[" + decimal(source, 12, 2) + "::numeric, NULL]::money[]"));
    }

    private static List<TypeSample> moments() {
        List<String> stamps = List.of(
                "'infinity'::timestamp",
                "'-infinity'::timestamp",
                "'2000-01-01'::timestamp",
                "'4714-11-24 00:00:00 BC'::timestamp",
                "'294276-12-31 23:59:59.999999'::timestamp",
                "'0001-01-01 00:00:00'::timestamp",
                "'0001-12-31 23:59:59.999999 BC'::timestamp",
                "'10000-01-01'::timestamp",
                "'9999-12-31 23:59:59.9'::timestamp",
                "'1999-12-31 23:59:59.000001'::timestamp",
                "'1970-01-01 00:00:00.10'::timestamp",
                "'2000-02-29'::timestamp",
                "'1900-03-01'::timestamp",
                "'0044-03-15 BC'::timestamp");
        TypeSample timestamp =
                new TypeSample("timestamp without time zone", stamps, source -> stamp(source) + "::timestamp");
        TypeSample zoned = new TypeSample(
                "timestamp with time zone",
                stamps.stream().map(stamp -> stamp + "::timestamptz").toList(),
                source -> stamp(source) + "::timestamptz");
        TypeSample date = new TypeSample(
                "date",
                List.of(
                        "'infinity'",
                        "'-infinity'",
                        "'4714-11-24 BC'",
                        "'5874897-12-31'",
                        "'0001-01-01'",
                        "'0001-12-31 BC'",
                        "'2000-02-29'",
                        "'1900-02-28'",
                        "'10000-01-01'"),
                source -> "(date '2000-01-01' + " + (source.nextInt(4_000_000) - 2_000_000) + ")");
        return List.of(
                timestamp,
                timestamp.array(),
                timestamp.range("tsrange"),
                timestamp.with("timestamp(2) without time zone"),
                zoned,
                zoned.array(),
                zoned.range("tstzrange"),
                zoned.range("tstzrange").multirange("tstzmultirange"),
                date,
                date.array(),
                new TypeSample(
                        "time without time zone",
                        List.of("'00:00'", "'24:00'", "'23:59:59.999999'", "'00:00:00.1'"),
                        source -> "'" + time(source) + "'"),
                new TypeSample(
                        "time with time zone",
                        List.of(
                                "'00:00+00'",
                                "'24:00-15:59:59'",
                                "'12:00+05:30'",
                                "'12:00-03:30'",
                                "'13:00+01'",
                                "'12:00+00'",
                                "'12:00:00.5+00:00:01'",
                                "'12:00-00:00:01'"),
                        source -> "'" + time(source) + (source.nextBoolean() ? "+" : "-") + two(source, 16) + ":"
                                + two(source, 60) + "'"),
                new TypeSample("interval", intervals(), TypeSamples::interval),
                new TypeSample("interval", intervals(), TypeSamples::interval).array(),
                new TypeSample(
                                "interval",
                                List.of("'2562047788:00:54.775806'", "'-2562047788:00:54.775807'"),
                                TypeSamples::interval)
                        .since(15),
                new TypeSample("interval", List.of("'infinity'", "'-infinity'"), TypeSamples::interval).since(17),
                new TypeSample("interval year to month", intervals(), TypeSamples::interval),
                new TypeSample("interval day to second(2)", intervals(), TypeSamples::interval));
    }

    private static List<String> intervals() {
        return Stream.of(
                        "0",
                        "1 mon",
                        "30 days",
                        "24:00:00",
                        "1 day",
                        "1 year",
                        "12 mons",
                        "-1 year",
                        "13 mons",
                        "-13 mons",
                        "1 mon -1 day",
                        "-1 mon 1 day",
                        "-1 day 1 hour",
                        "-1 day -1 hour",
                        "1 year -1 mon",
                        "-1 year 1 mon",
                        "1 day -00:00:00.000001",
                        "00:00:00.1",
                        "-00:00:00.1",
                        "-1 mon 00:00:01",
                        "1 mon 1 day 1 second",
                        "2147483647:00:54.775807",
                        "-2147483647:59:54.775807",
                        "178956970 years 7 mons",
                        "-2147483648 days",
                        "100 hours",
                        "-1 mon -1 day 1 second",
                        "-1 mon 1 day -1 second")
                .map(text -> "'" + text + "'::interval")
                .toList();
    }

    private static List<TypeSample> others() {
        Function<Random, String> coordinate = source ->
                "'" + (source.nextInt(3) > 0 ? source.nextInt(100) - 50 : anyDouble(source)) + "'::double precision";
        Function<Random, String> point =
                source -> "point(" + coordinate.apply(source) + ", " + coordinate.apply(source) + ")";
        TypeSample points = new TypeSample("point", List.of("'(0,-0)'", "'(NaN,Infinity)'", "'(1e20,-1e-7)'"), point);
        TypeSample box = new TypeSample(
                "box",
                List.of("'(0,0),(1,1)'::box", "'(1,2),(-3,0.1)'::box"),
                source -> "box(" + point.apply(source) + ", " + point.apply(source) + ")");
        Function<Random, String> path = source -> IntStream.range(0, 1 + source.nextInt(4))
                .mapToObj(i -> "(" + source.nextInt(99) + "," + (source.nextInt(99) / 7.0) + ")")
                .collect(Collectors.joining(","));
        return List.of(
                points,
                points.array(),
                box,
                box.array(),
                new TypeSample(
                        "line",
                        List.of("'{1,-1,0}'", "'{0,-1,5}'"),
                        source -> "'{" + (1 + source.nextInt(9)) + ",0.1,-7}'"),
                new TypeSample(
                        "lseg",
                        List.of("'[(0,0),(1,1)]'"),
                        source -> "lseg(" + point.apply(source) + ", " + point.apply(source) + ")"),
                new TypeSample(
                        "path",
                        List.of("'((0,0))'", "'[(0,0)]'"),
                        source -> source.nextBoolean()
                                ? "'(" + path.apply(source) + ")'"
                                : "'[" + path.apply(source) + "]'"),
                new TypeSample("polygon", List.of("'((0,0))'"), source -> "'(" + path.apply(source) + ")'"),
                new TypeSample(
                        "circle",
                        List.of("'<(0,0),0>'", "'<(1.5,-2),NaN>'"),
                        source -> "circle(" + point.apply(source) + ", " + source.nextInt(9) + ")"),
                new TypeSample(
                        "bit varying",
                        List.of("B''", "B'0'", "B'1'", "B'00000000'", "B'000000001'", "B'10'"),
                        source -> "B'" + bits(source, source.nextInt(40)) + "'"),
                new TypeSample("bit(11)", List.of("B'00000000000'"), source -> "B'" + bits(source, 11) + "'"),
                new TypeSample("bit(3)[]", List.of("'{}'"), source -> "ARRAY[B'" + bits(source, 3) + "', NULL]"),
                new TypeSample(
                        "uuid",
                        List.of("'00000000-0000-0000-0000-000000000000'"),
                        source -> "'" + hexadecimal(source, 32) + "'"),
                new TypeSample(
                        "inet",
                        List.of(
                                "'0.0.0.0/0'",
                                "'255.255.255.255'",
                                "'10.1.2.3/8'",
                                "'::'",
                                "'::1'",
                                "'::2'",
                                "'::1.2.3.4'",
                                "'::ffff:1.2.3.4'",
                                "'::ffff:0:0'",
                                "'::ffff:1.2.3.4/96'",
                                "'1::'",
                                "'1:0:0:2::3'",
                                "'1::2:0:0:3'",
                                "'1:0:2:3:4:5:6:7'",
                                "'::/0'",
                                "'0:1::'",
                                "'0:0:1::/48'",
                                "'1:2:3:4:5:6::'",
                                "'::1:0:0:0'",
                                "'fe80::ff/64'",
                                "'::0.1.0.0'",
                                "'::ffff'",
                                "'0:0:0:0:0:1:2:3'"),
                        source -> "'" + address(source) + "'"),
                new TypeSample(
                        "cidr",
                        List.of(
                                "'0.0.0.0/0'",
                                "'10.0.0.0/8'",
                                "'10.1.2.3/32'",
                                "'::/0'",
                                "'::1/128'",
                                "'2001:db8::/32'"),
                        source -> "network('" + address(source) + "'::inet)"),
                new TypeSample(
                        "macaddr", List.of("'00:00:00:00:00:00'"), source -> "'" + hexadecimal(source, 12) + "'"),
                new TypeSample(
                        "macaddr8",
                        List.of("'ff:ff:ff:ff:ff:ff:ff:ff'"),
                        source -> "'" + hexadecimal(source, 16) + "'"),
                new TypeSample(
                        "tsvector",
                        List.of("''", "'a:1A,2B,3C,4D b'", "'''it''''s'' ''back\\\\slash'':16383'", "'é:5 a'"),
                        source -> "to_tsvector('simple', '" + text(source, 9).replace("\\", " ") + " b"
                                + source.nextInt(99) + " b')"),
                new TypeSample(
                        "tsquery",
                        List.of(
                                "''",
                                "'a'",
                                "'a:*AB'",
                                "'!a'",
                                "'!!a'",
                                "'!(a & b)'",
                                "'a & b | c'",
                                "'a & (b | c)'",
                                "'a <-> b <-> c'",
                                "'a <-> (b <-> c)'",
                                "'a <3> b'",
                                "'!(a <-> b)'",
                                "'!a <-> b'",
                                "'(a | b) <0> c'",
                                "'a | b | c'",
                                "'a | (b | c)'",
                                "'a & b & c & d'",
                                "'''it''''s'' & ''\\\\\\\\'''",
                                "'a:D'"),
                        source -> "'" + query(source, 4) + "'"));
    }

    private static List<TypeSample> user() {
        TypeSample mood = new TypeSample(
                "public.mood",
                List.of("'sad'", "'so so'", "'a,b'", "'\"'", "'NULL'", "''"),
                source -> "'sad'::public.mood");
        TypeSample price = new TypeSample("public.price", List.of("1", "0", "-1.5"), source -> decimal(source, 6, 3));
        Function<Random, String> part =
                source -> "ROW(%s, %s, '%s', %s, '\\x%s', %s, ARRAY['%s', NULL], '%s')::public.part"
                        .formatted(
                                source.nextInt(4) == 0 ? "NULL" : source.nextInt(),
                                source.nextInt(4) == 0 ? "NULL" : "'" + text(source, 6) + "'",
                                "x".repeat(source.nextInt(4)),
                                decimal(source, 5, 3),
                                hexadecimal(source, 4),
                                stamp(source),
                                text(source, 5),
                                anyDouble(source));
        TypeSample parts = new TypeSample(
                "public.part",
                List.of(
                        "ROW(NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)::public.part",
                        "ROW(1, '', '', 1, '', NULL, '{}', 0)::public.part",
                        "ROW(1, 'NULL', '\"', 1, '', 'infinity', '{\"\"}', '-0')::public.part"),
                part);
        TypeSample textRange = new TypeSample(
                "text",
                List.of("''", "' '", "'a,b'", "'\"\\'", "'['", "'infinity'"),
                source -> "'" + text(source, 5) + "'");
        return List.of(
                mood,
                mood.array(),
                new TypeSample("\"Odd (1) \"\"Schema\"\"\".\"Mood[]\"", List.of("'sad'"), source -> "'happy'"),
                new TypeSample(
                        "\"Odd (1) \"\"Schema\"\"\".\"Mood[]\"[]", List.of("'{sad}'"), source -> "'{happy,NULL}'"),
                price,
                new TypeSample(
                        "public.price[]",
                        List.of("'{}'"),
                        source -> "ARRAY[" + decimal(source, 6, 3) + "]::public.price[]"),
                new TypeSample(
                        "public.prices",
                        List.of("'{}'"),
                        source -> "ARRAY[" + decimal(source, 6, 3) + "]::public.price[]"),
                new TypeSample(
                        "public.code",
                        List.of("''", "'a'", "'a    '"),
                        source -> "'" + "x".repeat(source.nextInt(6)) + "'"),
                new TypeSample("public.moment", List.of("'infinity'"), source -> stamp(source) + "::timestamptz"),
                new TypeSample("public.payload", List.of("''"), source -> "'\\x" + hexadecimal(source, 8) + "'"),
                parts,
                parts.array(),
                new TypeSample(
                        "public.whole",
                        List.of("ROW(NULL, NULL, NULL)::public.whole"),
                        source -> "ROW(" + part.apply(source) + ", ARRAY[" + part.apply(source)
                                + ", NULL], 'sad')::public.whole"),
                new TypeSample(
                        "public.single",
                        List.of("ROW(NULL)::public.single", "ROW('')::public.single", "ROW('()')::public.single"),
                        source -> "ROW('" + text(source, 5) + "')::public.single"),
                new TypeSample("public.nothing", List.of("'()'"), source -> "'()'"),
                textRange.range("public.textrange"),
                new TypeSample(
                                "double precision",
                                List.of("'-0'::double precision", "'1e-7'::double precision"),
                                source -> "'" + anyDouble(source) + "'::double precision")
                        .range("public.floatrange"),
                new TypeSample("interval", List.of("'1 mon'::interval"), TypeSamples::interval)
                        .range("public.intervalrange"),
                textRange.range("public.textrange").multirange("public.textmultirange"),
                new TypeSample(
                        "public.hstore",
                        List.of("''", "'\"\"=>\"\"'", "'a=>NULL'", "'a=>\"NULL\"'", "'\"a\\\"\\\\\"=>\"é\"'"),
                        source -> "public.hstore(ARRAY['" + text(source, 5) + "', 'b'], ARRAY['" + text(source, 5)
                                + "', NULL])"),
                new TypeSample("public.citext", List.of("'A'", "'a'"), source -> "'" + text(source, 5) + "'"),
                new TypeSample("public.ltree", List.of("''", "'a.B.c'"), source -> "'a.b" + source.nextInt(99) + "'"),
                new TypeSample("public.lquery", List.of("'*.a@.b*'"), source -> "'a.*{" + source.nextInt(9) + "}'"));
    }

    private static String text(Random source, int pieces) {
        return IntStream.range(0, source.nextInt(pieces))
                .mapToObj(i -> PIECES.get(source.nextInt(PIECES.size())))
                .collect(Collectors.joining());
    }

    private static String json(Random source) {
        return switch (source.nextInt(4)) {
            case 0 -> String.valueOf(source.nextInt() / 100.0);
            case 1 -> "\"é\\\"\\\\" + source.nextInt(99) + "\"";
            case 2 -> "[" + json(source) + ", null]";
            default -> "{\"b\":" + json(source) + ", \"a\" :" + json(source) + "}";
        };
    }

    private static String decimal(Random source, int whole, int fraction) {
        String digits = IntStream.range(0, 1 + source.nextInt(whole))
                .mapToObj(i -> source.nextInt(3) == 0 ? "0" : String.valueOf(source.nextInt(10)))
                .collect(Collectors.joining());
        String rest = IntStream.range(0, source.nextInt(fraction + 1))
                .mapToObj(i -> source.nextInt(3) == 0 ? "0" : String.valueOf(source.nextInt(10)))
                .collect(Collectors.joining());
        return "'" + (source.nextBoolean() ? "-" : "") + digits + (rest.isEmpty() ? "" : "." + rest) + "'";
    }

    private static List<String> doubles() {
        return Stream.of(
                        "0",
                        "-0",
                        "NaN",
                        "Infinity",
                        "-Infinity",
                        "1",
                        "0.1",
                        "1e15",
                        "999999999999999",
                        "1e14",
                        "123456789012345678",
                        "0.0001",
                        "0.00001",
                        "0.00012345678901234567",
                        "5e-324",
                        "1e-323",
                        "2.2250738585072014e-308",
                        "2.225073858507201e-308",
                        "1.7976931348623157e308",
                        "9007199254740991",
                        "9007199254740992",
                        "9007199254740993",
                        "9007199254740994",
                        "1e22",
                        "1e23",
                        "5e-7",
                        "4.35",
                        "100",
                        "1e100",
                        "2e-44",
                        "5.6843418860808015e-14",
                        "9.5367431640625e-07",
                        "1.1920928955078125e-07",
                        "18014398509481984",
                        "36028797018963968",
                        "4503599627370496.5",
                        "2.0000000000000004")
                .map(text -> "'" + text + "'::double precision")
                .toList();
    }

    private static List<String> floats() {
        return Stream.of(
                        "0",
                        "-0",
                        "NaN",
                        "Infinity",
                        "-Infinity",
                        "1",
                        "0.1",
                        "1e6",
                        "999999",
                        "100000",
                        "123456.7",
                        "0.0001",
                        "0.00001",
                        "1e-45",
                        "1.17549435e-38",
                        "1.1754942e-38",
                        "3.4028235e38",
                        "16777216",
                        "16777217",
                        "33554432",
                        "8388608.5",
                        "1e10",
                        "2e-3",
                        "9.5367431640625e-07")
                .map(text -> "'" + text + "'::real")
                .toList();
    }

    private static String anyDouble(Random source) {
        double value = switch (source.nextInt(4)) {
            case 0 -> source.nextInt() / 100.0;
            case 1 -> Math.scalb(1.0, source.nextInt(2100) - 1074);
            default -> Double.longBitsToDouble(source.nextLong());
        };
        return String.valueOf(value);
    }

    private static String anyFloat(Random source) {
        float value = switch (source.nextInt(4)) {
            case 0 -> source.nextInt(100_000) / 100.0f;
            case 1 -> Math.scalb(1.0f, source.nextInt(270) - 149);
            default -> Float.intBitsToFloat(source.nextInt());
        };
        return String.valueOf(value);
    }

    private static String stamp(Random source) {
        boolean beforeChrist = source.nextInt(5) == 0;
        int year = 1 + source.nextInt(beforeChrist ? 4713 : source.nextBoolean() ? 3000 : 294_276);
        return "'%04d-%02d-%02d %s%s'"
                .formatted(
                        year, 1 + source.nextInt(12), 1 + source.nextInt(28), time(source), beforeChrist ? " BC" : "");
    }

    private static String time(Random source) {
        String fraction = source.nextBoolean() ? "" : "." + source.nextInt(1_000_000);
        return two(source, 24) + ":" + two(source, 60) + ":" + two(source, 60) + fraction;
    }

    private static String two(Random source, int limit) {
        return "%02d".formatted(source.nextInt(limit));
    }

    private static String interval(Random source) {
        return "make_interval(0, %d, 0, %d, 0, 0, %d / 1000.0)"
                .formatted(
                        source.nextInt(3) * (source.nextInt(99) - 49),
                        source.nextInt(2) * (source.nextInt(99) - 49),
                        source.nextInt(2) * source.nextInt());
    }

    private static String bits(Random source, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> source.nextBoolean() ? "1" : "0")
                .collect(Collectors.joining());
    }

    private static String hexadecimal(Random source, int digits) {
        return IntStream.range(0, digits)
                .mapToObj(i -> Integer.toHexString(source.nextInt(16)))
                .collect(Collectors.joining());
    }

    private static String address(Random source) {
        if (source.nextInt(3) == 0) {
            return source.nextInt(256) + "." + source.nextInt(256) + ".0." + source.nextInt(256) + "/"
                    + source.nextInt(33);
        }
        List<String> words = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            words.add(source.nextBoolean() ? "0" : Integer.toHexString(source.nextInt(0x10000)));
        }
        return String.join(":", words) + (source.nextBoolean() ? "" : "/" + source.nextInt(129));
    }

    private static String query(Random source, int depth) {
        if (depth == 0 || source.nextInt(4) == 0) {
            return List.of("a", "b:*", "c:AC", "d:*B").get(source.nextInt(4));
        }
        String left = "(" + query(source, depth - 1) + ")";
        return switch (source.nextInt(4)) {
            case 0 -> "!" + left;
            case 1 -> left + " & (" + query(source, depth - 1) + ")";
            case 2 -> left + " | (" + query(source, depth - 1) + ")";
            default -> left + " <" + source.nextInt(3) + "> (" + query(source, depth - 1) + ")";
        };
    }
}
