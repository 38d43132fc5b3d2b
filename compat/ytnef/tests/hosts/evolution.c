/* SPDX-License-Identifier: MIT */

/* evolution MODULE FOLDER MAIL: the parts that Evolution's own module and parser make of a winmail.dat in a
 * mail, one line each: size, sum, name, id. FOLDER is for its files. Functions are declared here, so that no
 * headers are needed. */

#include <gio/gio.h>
#include <stdio.h>
#include <string.h>

int camel_init(const char *folder, gboolean nss);
GType camel_session_get_type(void);
GType camel_multipart_get_type(void);
void *camel_mime_message_new(void);
gboolean camel_data_wrapper_construct_from_data_sync(void *wrapper, const void *data, gssize len,
                                                     void *cancellable, GError **error);
void *camel_medium_get_content(void *part);
const char *camel_mime_part_get_filename(void *part);
gssize camel_data_wrapper_decode_to_output_stream_sync(void *wrapper, void *stream, void *cancellable,
                                                       GError **error);
void *e_module_load_file(const char *name);
void *e_mail_parser_new(void *session);
void *e_mail_parser_parse_sync(void *parser, void *folder, const char *uid, void *message, void *cancellable);
guint e_mail_part_list_queue_parts(void *list, const char *id, GQueue *queue);
void *e_mail_part_ref_mime_part(void *part);
const char *e_mail_part_get_id(void *part);

static void print_part(void *part)
{
    void *mime = e_mail_part_ref_mime_part(part);
    void *content = mime != NULL ? camel_medium_get_content(mime) : NULL;
    GMemoryOutputStream *stream = G_MEMORY_OUTPUT_STREAM(g_memory_output_stream_new_resizable());
    const char *name = mime != NULL ? camel_mime_part_get_filename(mime) : NULL;
    char *sum;

    if (content == NULL || g_type_check_instance_is_a(content, camel_multipart_get_type())) {
        return;
    }
    (void)camel_data_wrapper_decode_to_output_stream_sync(content, stream, NULL, NULL);
    sum = g_compute_checksum_for_data(G_CHECKSUM_SHA256, g_memory_output_stream_get_data(stream),
                                      g_memory_output_stream_get_data_size(stream));
    printf("%lu %.16s %s %s\n", (unsigned long)g_memory_output_stream_get_data_size(stream), sum,
           name != NULL ? name : "-", e_mail_part_get_id(part));
    g_free(sum);
}

int main(int argc, char **argv)
{
    gchar *data;
    gsize len;
    GQueue queue = G_QUEUE_INIT;
    void *session, *message, *list, *part;

    if (argc != 4 || !g_file_get_contents(argv[3], &data, &len, NULL)) {
        return 2;
    }
    (void)camel_init(argv[2], FALSE);
    if (e_module_load_file(argv[1]) == NULL) {
        return 2;
    }
    session = g_object_new(camel_session_get_type(), "user-data-dir", argv[2], "user-cache-dir", argv[2],
                           NULL);
    message = camel_mime_message_new();
    if (!camel_data_wrapper_construct_from_data_sync(message, data, (gssize)len, NULL, NULL)) {
        return 1;
    }
    list = e_mail_parser_parse_sync(e_mail_parser_new(session), NULL, "1", message, NULL);
    (void)e_mail_part_list_queue_parts(list, NULL, &queue);
    while ((part = g_queue_pop_head(&queue)) != NULL) {
        if (strstr(e_mail_part_get_id(part), "tnef") != NULL) {
            print_part(part);
        }
    }
    return 0;
}
