package org.openguides.processing.internal.guides;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openguides.processing.api.GuidesProperties;
import org.openguides.processing.testing.OakRepository;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

/** The detection of bundles in a real framework is tested on a running Sling, in {@code it.tests}. */
public class GuidesSettingsTest {

    private static final String[] BUNDLES = {"com.adobe.fmdita", "com.adobe.guides"};
    private static final String[] FOLDERS = {"/libs/fmdita"};

    @RegisterExtension
    final OakRepository oak = new OakRepository();

    /** Returns settings of an instance without AEM Guides. */
    public static GuidesSettings settings(String guidesProperties) {
        return settings(guidesProperties, BUNDLES, FOLDERS);
    }

    private static GuidesSettings settings(
            String guidesProperties, String[] bundles, String[] folders, String... installed) {
        GuidesConfig config = mock(GuidesConfig.class);
        when(config.guidesProperties()).thenReturn(guidesProperties);
        when(config.bundles()).thenReturn(bundles);
        when(config.folders()).thenReturn(folders);
        BundleContext context = mock(BundleContext.class);
        Bundle[] all = Arrays.stream(installed)
                .map(name -> {
                    Bundle bundle = mock(Bundle.class);
                    when(bundle.getSymbolicName()).thenReturn(name.isEmpty() ? null : name);
                    return bundle;
                })
                .toArray(Bundle[]::new);
        when(context.getBundles()).thenReturn(all);
        return new GuidesSettings(context, config);
    }

    private GuidesProperties decided(GuidesSettings settings) throws Exception {
        return settings.decide(oak.login()).properties();
    }

    @Test
    void withoutAemGuidesRunsWriteItsProperties() throws Exception {
        GuidesSettings settings = settings("auto", BUNDLES, FOLDERS, "", "org.apache.felix.scr", "com.adobe.granite");

        assertEquals(GuidesProperties.WRITE, decided(settings));
        assertEquals("AEM Guides is not present", settings.decide(oak.login()).reason());
    }

    @ParameterizedTest
    @ValueSource(strings = {"com.adobe.fmdita", "com.adobe.fmdita.api", "com.adobe.guides.something-new"})
    void aBundleOfAemGuidesMakesRunsWriteTheirOwn(String name) throws Exception {
        GuidesSettings settings = settings("auto", BUNDLES, FOLDERS, "org.apache.felix.scr", name);

        assertEquals(GuidesProperties.OWN, decided(settings));
        assertTrue(settings.decide(oak.login()).reason().endsWith("bundle " + name));
    }

    @Test
    void theFolderOfAemGuidesMakesRunsWriteTheirOwn() throws Exception {
        GuidesSettings settings = settings("auto");
        assertEquals(GuidesProperties.WRITE, decided(settings));

        oak.folder("/libs/fmdita");
        assertEquals(GuidesProperties.OWN, decided(settings));
        assertTrue(settings.decide(oak.login()).reason().endsWith("node /libs/fmdita"));
    }

    @ParameterizedTest
    @CsvSource({"write,WRITE", "own,OWN", "' Own ',OWN"})
    void whatIsSetHoldsWhateverIsThere(String set, GuidesProperties expected) throws Exception {
        oak.folder("/libs/fmdita");
        assertEquals(expected, decided(settings(set, BUNDLES, FOLDERS, "com.adobe.fmdita.core")));
        oak.remove("/libs/fmdita");
        assertEquals(expected, decided(settings(set)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "owm", "write,own", "false"})
    void aValueThatCannotBeMeantHarmsNothingAndIsNamed(String wrong) throws Exception {
        GuidesSettings.Decision decision = settings(wrong).decide(oak.login());

        assertEquals(GuidesProperties.OWN, decision.properties());
        assertTrue(decision.reason().endsWith("guidesProperties must be write, own or auto"), decision.reason());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "libs/fmdita", "/", "/libs/../fmdita", "/libs/fmdita/", "/libs/a[b", "/libs/x:y"})
    void aFolderThatCannotBeMeantHarmsNothingAndIsNamed(String wrong) throws Exception {
        String[] folders = {"/libs/fmdita", wrong};
        GuidesSettings.Decision decision = settings("auto", BUNDLES, folders).decide(oak.login());

        assertEquals(GuidesProperties.OWN, decision.properties());
        assertTrue(decision.reason().contains("folders must be absolute paths"), decision.reason());
        assertEquals(GuidesProperties.WRITE, decided(settings("write", BUNDLES, folders)));
    }

    @Test
    void aBlankNameOfABundleHarmsNothingAndIsNamed() throws Exception {
        GuidesSettings.Decision decision = settings("auto", new String[] {"com.adobe.fmdita", " "}, FOLDERS)
                .decide(oak.login());

        assertEquals(GuidesProperties.OWN, decision.properties());
        assertTrue(decision.reason().contains("bundles must not have a blank entry"), decision.reason());
    }

    @Test
    void whatBelongsToAemGuidesIsKnownUnderEachNameItMayHave() {
        for (String path : List.of(
                "fmUuid", "metadata/dc:title", "./fmUuid", "metadata/./dc:title", "metadata[1]/dc:title", "{}fmUuid")) {
            assertTrue(GuidesOwned.includes(path), path);
        }
        for (String path : List.of("openguides/type", "metadata/acme:reviewed", "metadata/dc:description", "fmUuids")) {
            assertEquals(false, GuidesOwned.includes(path), path);
        }
    }
}
