// SPDX-License-Identifier: EUPL-1.2

/// The words that all capabilities share.
package enum WebCatalogue {
    package static let source = Catalogue.Source(capability: "Web", files: Embedded.texts)
}
