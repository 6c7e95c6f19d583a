package dev.pgexport.engine.manifest;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.EnumNamingStrategies;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.pgexport.api.ExportId;
import dev.pgexport.api.ObjectName;
import dev.pgexport.api.manifest.Manifest;
import dev.pgexport.api.manifest.ManifestObject;
import dev.pgexport.api.manifest.ManifestTable;
import dev.pgexport.api.manifest.TypeDescription;
import java.util.List;

/** Maps the manifest's records to JSON: keys as the components are called, values of enums in lower case with hyphens. */
@SuppressWarnings("unused") // the forms are for Jackson
final class ManifestMapper {
    private ManifestMapper() {}

    static ObjectMapper create() {
        return JsonMapper.builder()
                .addModules(new Jdk8Module(), new JavaTimeModule())
                .addMixIn(ExportId.class, TextForm.class)
                .addMixIn(ObjectName.class, TextForm.class)
                .addMixIn(Manifest.class, ManifestForm.class)
                .addMixIn(ManifestTable.class, ManifestTableForm.class)
                .addMixIn(ManifestObject.class, ManifestObjectForm.class)
                .enumNamingStrategy(EnumNamingStrategies.KEBAB_CASE)
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .withCoercionConfig(
                        LogicalType.Textual,
                        text -> text.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail))
                .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
    }

    /** The form of what is written as its text. */
    private abstract static class TextForm {
        @JsonCreator
        TextForm(String value) {}

        @JsonValue
        abstract String value();
    }

    private abstract static class ManifestForm {
        @JsonDeserialize(using = FormatVersion.class)
        abstract int formatVersion();

        /** Manifests of before types were described have none. */
        @JsonSetter(nulls = Nulls.AS_EMPTY)
        abstract List<TypeDescription> types();
    }

    @JsonSerialize(converter = TableForm.FromTable.class)
    @JsonDeserialize(converter = TableForm.ToTable.class)
    private abstract static class ManifestTableForm {}

    @JsonSerialize(converter = ObjectForm.FromObject.class)
    @JsonDeserialize(converter = ObjectForm.ToObject.class)
    private abstract static class ManifestObjectForm {}
}
