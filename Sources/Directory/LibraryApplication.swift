// SPDX-License-Identifier: EUPL-1.2

package import Kernel
package import Storage

package enum LibraryApplication {}
package enum LibraryImport {}
