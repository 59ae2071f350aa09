// warnings of the analyser are errors: what is left to look at is what it makes of the package for publishers
def publish = new File(basedir, 'target/cp-conversion/fm.out/user-aggregated-publish.json')
if (publish.exists()) {
    def feature = new groovy.json.JsonSlurper().parse(publish)
    assert !feature.configurations && !feature.bundles && !feature.keySet().any { it.startsWith('repoinit') }
}
assert new File(basedir, 'target/cp-conversion/fm.out/user-aggregated-author.json').text.contains('org.openguides.core')
