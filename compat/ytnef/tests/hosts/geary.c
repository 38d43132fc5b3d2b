/* SPDX-License-Identifier: MIT */

/* geary MAIL: the attachments of a mail as Geary's own library finds them, one line each: size, sum, name.
 * Its headers are not packaged, so its functions are declared here. */

#include <glib-object.h>
#include <stdio.h>

void geary_rf_c822_init(void);
void *geary_memory_byte_buffer_new(const guint8 *data, gint len);
void *geary_rf_c822_message_new_from_buffer(void *buffer, GError **error);
void *geary_rf_c822_message_get_attachments(void *message, const int *disposition, GError **error);
char *geary_rf_c822_part_get_clean_filename(void *part);
void *geary_rf_c822_part_write_to_buffer(void *part, int conversion, int format, GError **error);
guint8 *geary_memory_buffer_get_uint8_array(void *buffer, int *len);
int gee_collection_get_size(void *list);
void *gee_list_get(void *list, int index);

static void print_part(void *part)
{
    char *name = geary_rf_c822_part_get_clean_filename(part);
    void *buffer = geary_rf_c822_part_write_to_buffer(part, 0, 0, NULL);
    int len = 0;
    const guint8 *bytes = buffer != NULL ? geary_memory_buffer_get_uint8_array(buffer, &len) : NULL;
    char *sum = g_compute_checksum_for_data(G_CHECKSUM_SHA256, bytes, (gsize)len);

    printf("%d %.16s %s\n", len, sum, name != NULL ? name : "-");
    g_free(sum);
}

int main(int argc, char **argv)
{
    gchar *data;
    gsize len;
    void *message, *list = NULL;

    if (argc != 2 || !g_file_get_contents(argv[1], &data, &len, NULL)) {
        return 2;
    }
    geary_rf_c822_init();
    message = geary_rf_c822_message_new_from_buffer(geary_memory_byte_buffer_new((guint8 *)data, (gint)len),
                                                    NULL);
    if (message != NULL) {
        list = geary_rf_c822_message_get_attachments(message, NULL, NULL);
    }
    for (int i = 0; list != NULL && i < gee_collection_get_size(list); i++) {
        print_part(gee_list_get(list, i));
    }
    return list == NULL;
}
