package org.openguides.processing;

/** The NOTICE of this bundle is held to the same as that of core. */
class DatabaseBundleNoticeTest extends NoticeTest {}
